package io.jobview.view;

/** The view cannot run, and trying again would not help. The message is one line that says what to do. */
final class ViewFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    ViewFailure(String message) {
        super(message);
    }

    ViewFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** One line for a person: what we said, or else the innermost reason without the layers that passed it on. */
    static String line(Throwable failure) {
        return failure instanceof ViewFailure ? firstLine(failure) : "the view stopped: " + reason(failure);
    }

    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return firstLine(innermost);
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

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

    /** The innermost reason: what broke, without the layers that passed it on. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        String text = message == null ? innermost.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse("");
    }
}

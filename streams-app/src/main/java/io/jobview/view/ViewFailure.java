package io.jobview.view;

import org.apache.kafka.streams.errors.ProcessorStateException;

/** The view cannot run, and trying again would not help. The message is one line that says what to do. */
final class ViewFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    ViewFailure(String message) {
        super(message);
    }

    ViewFailure(String message, Throwable cause) {
        super(message, cause);
    }

    static ViewFailure settings(Throwable cause) {
        return new ViewFailure("Kafka settings: " + reason(cause), cause);
    }

    /** One line for a person: what we said, or else the innermost reason without the layers that passed it on. */
    static String line(Throwable failure) {
        return failure instanceof ViewFailure ? firstLine(failure) : "the view stopped: " + reason(failure);
    }

    /** A failing store says more itself than RocksDB below it; otherwise the innermost cause says most. */
    static String reason(Throwable failure) {
        Throwable telling = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProcessorStateException || !(telling instanceof ProcessorStateException)) {
                telling = cause;
            }
        }
        return firstLine(telling);
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        if (message == null) {
            return kind;
        }
        String line = message.lines().findFirst().orElse("");
        return line.contains(" ") ? line : kind + ": " + line; // a bare name or path does not say what is wrong with it
    }
}

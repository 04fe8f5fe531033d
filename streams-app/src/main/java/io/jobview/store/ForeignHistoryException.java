package io.jobview.store;

import org.apache.kafka.streams.errors.ProcessorStateException;

/** A store is the fold of another history than the view reads. Its message is one line that says what to do. */
public final class ForeignHistoryException extends ProcessorStateException {

    private static final long serialVersionUID = 1;

    ForeignHistoryException(String message) {
        super(message);
    }
}

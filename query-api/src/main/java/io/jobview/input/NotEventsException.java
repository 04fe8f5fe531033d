package io.jobview.input;

import java.io.IOException;

/** Input is no events, one a line; the message says what it looks like and what to do. */
public final class NotEventsException extends IOException {

    private static final long serialVersionUID = 1;

    NotEventsException(String message) {
        super(message);
    }
}

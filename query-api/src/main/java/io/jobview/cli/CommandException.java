package io.jobview.cli;

import org.jspecify.annotations.Nullable;

/** A command failed; the message is one line for a person, the cause is for {@code --verbose}. Exit code 1. */
public final class CommandException extends RuntimeException {

    public CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public CommandException(String message) {
        this(message, null);
    }
}

package io.jobview.cli;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a person names to be published: a file, a pipe or stdin. */
final class EventSource {

    private static final String STDIN = "-";

    private final String name;

    EventSource(@Nullable String name) {
        this.name = name == null ? STDIN : name;
    }

    /** Not as a channel, whose stream asks for a position, which pipes do not have. */
    InputStream open() {
        if (name.equals(STDIN)) {
            return System.in;
        }
        if (Files.notExists(Path.of(name))) {
            throw new CommandException("there is no file " + name);
        }
        try {
            return new FileInputStream(name);
        } catch (FileNotFoundException e) { // its message begins with the name
            throw new CommandException("cannot read " + e.getMessage(), e);
        }
    }

    /** @param sent the events that were sent before the failure, all of them acknowledged */
    CommandException unreadable(IOException failure, long sent) {
        return new CommandException(
                "cannot read " + this + " after " + sent + " events were sent: " + failure.getMessage(), failure);
    }

    @Override
    public String toString() {
        return name.equals(STDIN) ? "stdin" : name;
    }
}

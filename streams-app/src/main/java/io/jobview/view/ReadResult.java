package io.jobview.view;

import io.jobview.query.ViewPosition;
import java.net.URI;
import java.time.Duration;

/** The outcome of a read of one workflow: each case says what the caller should do next. */
public sealed interface ReadResult<T> {

    /**
     * Serve it.
     *
     * @param position which events the value is sure to reflect
     * @param lag an upper bound of how old the value's view of the topic is
     */
    record Served<T>(T value, ViewPosition position, Duration lag) implements ReadResult<T> {}

    /** The workflow's home partition cannot be read now; try again later. {@code reason} is for a person. */
    record NotReady<T>(String reason, Duration retryAfter) implements ReadResult<T> {}

    /** Another instance owns the workflow's home partition: ask it once, at its advertised address. */
    record Elsewhere<T>(int partition, URI owner) implements ReadResult<T> {}
}

package io.jobview.view;

import io.jobview.query.ViewPosition;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The outcome of a read of one workflow: each case says what the caller should do next. */
public sealed interface ReadResult<T> {

    /** The same outcome with another value. */
    default <R> ReadResult<R> map(Function<? super T, ? extends R> function) {
        if (this instanceof Served<T> served) {
            return new Served<>(function.apply(served.value()), served.position(), served.lag());
        }
        if (this instanceof NotReady<T> notReady) {
            return new NotReady<>(notReady.reason(), notReady.retryAfter());
        }
        if (this instanceof Behind<T> behind) {
            return new Behind<>(behind.position(), behind.lag());
        }
        Elsewhere<T> elsewhere = (Elsewhere<T>) this;
        return new Elsewhere<>(elsewhere.partition(), elsewhere.owner(), elsewhere.standbys());
    }

    /**
     * Serve it.
     *
     * @param position which events the value reflects: exactly these, or none beyond them when some were folded in that moment
     * @param lag an upper bound of how old the value's view of the topic is
     */
    record Served<T>(T value, ViewPosition position, Duration lag) implements ReadResult<T> {}

    /**
     * It can be read here, but is not yet as fresh as was asked for.
     *
     * @param position which events a read would have reflected
     * @param lag an upper bound of how old it is; null while that is not known
     */
    record Behind<T>(ViewPosition position, @Nullable Duration lag) implements ReadResult<T> {}

    /** The workflow's home partition cannot be read now; try again later. {@code reason} is for a person. */
    record NotReady<T>(String reason, Duration retryAfter) implements ReadResult<T> {}

    /**
     * Other instances hold the workflow's home partition: ask them at their advertised addresses, each once and one after another.
     *
     * @param owner whom to ask first: the owner, or a standby while nobody is known to own it
     * @param standbys those besides that hold a copy; may be empty
     */
    record Elsewhere<T>(int partition, URI owner, List<URI> standbys) implements ReadResult<T> {

        public Elsewhere {
            standbys = List.copyOf(standbys);
        }

        /** With no copy besides. */
        public Elsewhere(int partition, URI owner) {
            this(partition, owner, List.of());
        }
    }
}

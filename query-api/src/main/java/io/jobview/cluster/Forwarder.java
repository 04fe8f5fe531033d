package io.jobview.cluster;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * Asks another instance in a reader's place. May be called from any thread and does not block. The body of an export comes later:
 * a {@link Forwarded.Streaming} must be closed.
 */
@FunctionalInterface
public interface Forwarder extends AutoCloseable {

    /**
     * @param peer the advertised address of an instance
     * @return always ends with an outcome, within the request's time; cancelling it ends the exchange
     */
    CompletableFuture<Forwarded> forward(URI peer, PeerRequest request);

    /** Ends what it keeps for further requests; those under way end without an answer. */
    @Override
    default void close() {}
}

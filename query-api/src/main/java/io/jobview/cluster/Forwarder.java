package io.jobview.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks another instance in a reader's place. May be called from any thread; {@link #forward} blocks until its deadline at most.
 * The body of an export comes later: a {@link Forwarded.Streaming} must be closed.
 */
public interface Forwarder {

    /** Marks a request that was forwarded once and must not be forwarded again. */
    String FORWARDED_HEADER = "Jobview-Forwarded";

    /**
     * @param owner the advertised address of the instance that owns the workflow's home partition
     * @param target the path and query to ask for, as {@link RequestTarget} writes it
     * @param headers those of the reader's request that the answer depends on, by name
     */
    Forwarded forward(URI owner, String target, Map<String, String> headers);

    /**
     * Asks in the same way for an answer that the owner may wait with, and returns at once.
     *
     * @param wait how long the owner may wait beyond the usual deadline
     * @return never fails but by being cancelled, which ends the asking
     */
    CompletableFuture<Forwarded> start(URI owner, String target, Map<String, String> headers, Duration wait);
}

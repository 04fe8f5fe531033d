package io.jobview.cluster;

import java.net.URI;
import java.util.Map;

/**
 * Asks another instance in a reader's place. May be called from any thread; blocks until its deadline at most. The body of an
 * export comes later: a {@link Forwarded.Streaming} must be closed.
 */
@FunctionalInterface
public interface Forwarder {

    /** Marks a request that was forwarded once and must not be forwarded again. */
    String FORWARDED_HEADER = "Jobview-Forwarded";

    /**
     * @param owner the advertised address of the instance that owns the workflow's home partition
     * @param target the path and query to ask for, as {@link RequestTarget} writes it
     * @param headers those of the reader's request that the answer depends on, by name
     */
    Forwarded forward(URI owner, String target, Map<String, String> headers);
}

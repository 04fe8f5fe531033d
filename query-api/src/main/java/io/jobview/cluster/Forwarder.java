package io.jobview.cluster;

import io.jobview.query.PageRequest;
import java.net.URI;

/** Asks another instance for a page. May be called from any thread; blocks until its deadline at most. */
@FunctionalInterface
public interface Forwarder {

    /** Marks a request that was forwarded once and must not be forwarded again. */
    String FORWARDED_HEADER = "Jobview-Forwarded";

    /** @param owner the advertised address of the instance that owns the workflow's home partition */
    Forwarded forward(URI owner, PageRequest request);
}

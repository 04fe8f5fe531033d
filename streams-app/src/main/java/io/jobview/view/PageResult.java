package io.jobview.view;

import io.jobview.query.JobPage;
import java.net.URI;
import java.time.Duration;

/** The outcome of reading a page: each case says what the caller should do next. */
public sealed interface PageResult {

    /**
     * Serve it.
     *
     * @param lag an upper bound of how old the page's view of the topic is
     */
    record Served(JobPage page, Duration lag) implements PageResult {}

    /** The workflow's home partition cannot be read now; try again later. {@code reason} is for a person. */
    record NotReady(String reason, Duration retryAfter) implements PageResult {}

    /** Another instance owns the workflow's home partition: ask it once, at its advertised address. */
    record Elsewhere(int partition, URI owner) implements PageResult {}
}

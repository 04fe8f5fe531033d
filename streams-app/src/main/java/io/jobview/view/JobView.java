package io.jobview.view;

import io.jobview.query.PageRequest;

/** The view as its readers see it. Every method may be called from any thread. */
public interface JobView {

    /** Reads one page; never blocks on the network. */
    PageResult page(PageRequest request);

    /** How the view stands, for probes and for people; never blocks on the network. */
    ViewStatus status();
}

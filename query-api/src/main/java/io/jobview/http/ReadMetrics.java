package io.jobview.http;

import java.util.concurrent.atomic.LongAdder;

/** What readers were given. Every method may be called from any thread and none waits for another. */
final class ReadMetrics {

    private final LongAdder pages = new LongAdder();
    private final LongAdder rows = new LongAdder();

    void pageServed(int rowsInPage) {
        pages.increment();
        rows.add(rowsInPage);
    }

    LongAdder pages() {
        return pages;
    }

    LongAdder rows() {
        return rows;
    }
}

package io.jobview.http;

import java.util.concurrent.atomic.LongAdder;

/** What the service counts of itself. Every method may be called from any thread and none waits for another. */
final class HttpMetrics {

    /** One more than the greatest status there is. */
    static final int STATUSES = 600;

    private final LongAdder[] byStatus = new LongAdder[STATUSES];
    private final LongAdder pages = new LongAdder();
    private final LongAdder rows = new LongAdder();

    HttpMetrics() {
        for (int status = 0; status < byStatus.length; status++) {
            byStatus[status] = new LongAdder();
        }
    }

    void answered(int status) {
        byStatus[status > 0 && status < byStatus.length ? status : 0].increment();
    }

    void pageServed(int rowsInPage) {
        pages.increment();
        rows.add(rowsInPage);
    }

    LongAdder requests(int status) {
        return byStatus[status];
    }

    LongAdder pages() {
        return pages;
    }

    LongAdder rows() {
        return rows;
    }
}

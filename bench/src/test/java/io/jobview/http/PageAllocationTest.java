package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.parts.FilledStore;
import io.jobview.cursor.CursorCodec;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.store.JobPageQuery;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page costs its body and little more in garbage: the store's read, the cursor and the body, on a real store. */
class PageAllocationTest {

    private static final int LIMIT = 50;
    private static final long BESIDE_THE_BODY = 8 << 10;

    /** Until then classes are loaded, and the interpreter allocates what compiled code does not. */
    private static final int WARM_UP = 3_000;

    private static final int MEASURED = 1_000;

    private static final QueryConfig CONFIG = new QueryConfig(false);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void aPageOf50AllocatesAtMostItsBodyAnd8KiB() {
        try (FilledStore filled = FilledStore.of(folder, 20_000)) {
            PageRequest request = new PageRequest(LifecycleHistory.workflowId(0), JobFilter.ALL, LIMIT, null);
            long body = body(filled, request).remaining();
            assertThat(body).as("50 rows").isGreaterThan(LIMIT * 300L);
            measure(filled, request, WARM_UP);
            assertThat(measure(filled, request, MEASURED)).isLessThanOrEqualTo(body + BESIDE_THE_BODY);
        }
    }

    /** Bytes allocated by this thread for each page. */
    private long measure(FilledStore filled, PageRequest request, int pages) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < pages; i++) {
            body(filled, request);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / pages;
    }

    /** No assertion here: it would allocate itself. */
    private static ByteBuffer body(FilledStore filled, PageRequest request) {
        JobPage page = filled.store()
                .query(new JobPageQuery(request), PositionBound.unbounded(), CONFIG)
                .getResult()
                .value();
        RowPosition next = Objects.requireNonNull(page.next());
        return PageBody.bytes(page, CursorCodec.encode(next, request.workflowId(), request.filter()));
    }
}

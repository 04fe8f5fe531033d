package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.query.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveSummariesTest {

    private static final int WRITES = 200_000;

    private final WriteClock clock = new WriteClock();
    private final LiveSummaries summaries = new LiveSummaries(clock);
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final ExecutorService readers = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        readers.shutdownNow();
    }

    @Test
    void whatWasReadOnceIsNotReadAgain() {
        assertThat(read("w")).isZero();
        assertThat(read("w")).isZero();
        assertThat(reads).hasValue(1);
    }

    @Test
    void aWriteToAnotherWorkflowLeavesIt() {
        read("w");
        write("v", 1);
        assertThat(read("w")).isZero();
        assertThat(reads).hasValue(1);
    }

    @Test
    void whatWasWrittenNeedNotBeRead() {
        write("w", 2);
        assertThat(read("w")).isEqualTo(2);
        assertThat(reads).hasValue(0);
    }

    @Test
    void whatIsReadWhileAWriteRunsIsNotKept() {
        clock.begin();
        summaries.hold(Set.of("v"));
        read("w");
        clock.end();
        read("w");
        assertThat(reads).hasValue(2);
    }

    /** Once a value could be read from the store, nobody is given an older one. */
    @Test
    void itIsNeverOlderThanTheStore() throws Exception {
        Future<Long> first = readers.submit(this::readWhileWritten);
        Future<Long> second = readers.submit(this::readWhileWritten);
        for (int i = 1; i <= WRITES; i++) {
            write("w", i);
        }
        assertThat(first.get() + second.get()).isPositive();
        assertThat(read("w")).isEqualTo(WRITES);
    }

    private long readWhileWritten() {
        long seen = 0;
        for (long known = 0; known < WRITES; seen++) {
            known = stored.get();
            assertThat(read("w")).isGreaterThanOrEqualTo(known);
        }
        return seen;
    }

    private long read(String workflowId) {
        return summaries
                .get(workflowId, id -> {
                    reads.incrementAndGet();
                    return summary(stored.get());
                })
                .digest()
                .low();
    }

    private void write(String workflowId, long value) {
        clock.begin();
        summaries.hold(Set.of(workflowId));
        stored.set(value);
        summaries.release(value % 2 == 0 ? Map.of(workflowId, summary(value)) : Map.of());
        clock.end();
    }

    private static WorkflowSummary summary(long value) {
        return WorkflowSummary.of(new long[WorkflowSummary.cells()], new Digest(0, value), Instant.MIN);
    }
}

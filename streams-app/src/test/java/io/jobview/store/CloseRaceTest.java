package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.JobFilter;
import io.jobview.query.PageRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers that are at work while the store closes get an answer or a refusal; a use after free would end this JVM. */
class CloseRaceTest {

    private static final int ROUNDS = 200;
    private static final int READERS = 6;

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void readersNeverMeetAClosedDatabase() throws Exception {
        List<Sourced> feed = Sourced.random(System.nanoTime(), 1, 20, 60);
        String workflow = feed.get(0).event().workflowId();
        List<StoreQuery<?>> queries = List.of(
                new JobPageQuery(new PageRequest(workflow, JobFilter.ALL, 10, null)),
                new JobPageQuery(
                        new PageRequest(workflow, new JobFilter(Set.of(), Set.of(Trigger.AUTOMATIC)), 10, null)),
                new JobPageQuery(new PageRequest(
                        workflow, new JobFilter(Set.of(JobStatus.FAILED), Set.of(Trigger.MANUAL)), 1, null)),
                new WorkflowQuery(workflow),
                new TotalsQuery(),
                new FamilyDump());
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (StoreMemory memory = new StoreMemory(16L << 20)) {
            for (int round = 0; round < ROUNDS; round++) {
                TestStore store = TestStore.open(folder, memory).activate();
                if (round == 0) {
                    store.foldAll(feed);
                }
                CountDownLatch reading = new CountDownLatch(READERS);
                List<Future<FailureReason>> refusals = new ArrayList<>();
                for (int reader = 0; reader < READERS; reader++) {
                    StoreQuery<?> query = queries.get(reader % queries.size());
                    refusals.add(threads.submit(() -> readUntilRefused(store, query, reading)));
                }
                reading.await();
                store.close();
                for (Future<FailureReason> refusal : refusals) {
                    assertThat(refusal.get()).isIn(FailureReason.NOT_PRESENT, FailureReason.NOT_ACTIVE);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static FailureReason readUntilRefused(TestStore store, StoreQuery<?> query, CountDownLatch reading) {
        QueryResult<?> result = store.query(query);
        while (result.isSuccess()) {
            reading.countDown();
            result = store.query(query);
        }
        return result.getFailureReason();
    }

    @Test
    void aStoreIsNotReadBeforeItIsActiveOrAfterItIsNot() {
        try (StoreMemory memory = new StoreMemory(16L << 20)) {
            TestStore store = TestStore.open(folder, memory);
            assertThat(store.query(new TotalsQuery()).getFailureReason()).isEqualTo(FailureReason.NOT_ACTIVE);
            store.activate();
            assertThat(store.query(new TotalsQuery()).isSuccess()).isTrue();
            store.deactivate();
            assertThat(store.query(new TotalsQuery()).getFailureReason()).isEqualTo(FailureReason.NOT_ACTIVE);
            store.close();
            assertThat(store.query(new TotalsQuery()).getFailureReason()).isEqualTo(FailureReason.NOT_PRESENT);
        }
    }
}

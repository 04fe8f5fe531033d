package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.event.Trigger;
import io.jobview.fold.EventBuilder;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What readers see while the stream thread writes. */
@Timeout(120)
class ConcurrentReadTest {

    private static final int JOBS = 30;
    private static final int WRITES = 20_000;
    private static final Pattern ID = Pattern.compile("\\{\"id\":\"([^\"]*)\"");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<EventType> STEPS =
            List.of(EventType.SCHEDULED, EventType.STARTED, EventType.COMPLETED, EventType.FAILED, EventType.CANCELLED);

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final ExecutorService reader = Executors.newSingleThreadExecutor();

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private TestStore store;

    @BeforeEach
    void open() {
        memory = new StoreMemory(32L << 20);
        store = TestStore.open(folder, memory).activate();
    }

    @AfterEach
    void close() {
        reader.shutdownNow();
        store.close();
        memory.close();
    }

    /** The merged facets are of one moment: a job that changes its status is always in exactly one of them. */
    @Test
    void aFilteredPageHasEveryJobOnceWhileTheirStatusChanges() throws Exception {
        List<String> everyJob =
                IntStream.range(0, JOBS).mapToObj(ConcurrentReadTest::id).toList();
        IntStream.range(0, JOBS).forEach(job -> store.fold(change(EventType.CREATED, job, 1, job)));
        JobFilter merged = new JobFilter(Set.of(), Set.of(Trigger.AUTOMATIC));
        JobFilter plain = JobFilter.ALL;
        Future<Integer> pages = reader.submit(() -> {
            int read = 0;
            for (; writing.get() || read == 0; read++) {
                assertThat(ids(store.page(request(merged)))).as("seed %d", seed).hasSameElementsAs(everyJob);
                assertThat(ids(store.page(request(merged)))).doesNotHaveDuplicates();
                assertThat(ids(store.page(request(plain))))
                        .isEqualTo(everyJob.stream()
                                .sorted((one, other) -> other.compareTo(one))
                                .toList());
            }
            return read;
        });
        writeWhile(i ->
                store.fold(change(STEPS.get(random.nextInt(STEPS.size())), random.nextInt(JOBS), i + 2L, JOBS + i)));
        assertThat(pages.get()).isPositive();
    }

    @Test
    void theFamiliesAgreeAtEveryMoment() throws Exception {
        List<Sourced> feed = Sourced.random(random.nextLong(), 2, 20, WRITES / 4);
        Future<Integer> audits = reader.submit(() -> {
            int read = 0;
            for (; writing.get() || read == 0; read++) {
                FamilyAudit.check(store, "seed " + seed);
            }
            return read;
        });
        try {
            store.foldAll(feed);
        } finally {
            writing.set(false);
        }
        assertThat(audits.get()).isPositive();
    }

    private interface Write {
        void write(int number);
    }

    private void writeWhile(Write write) {
        try {
            IntStream.range(0, WRITES).forEach(write::write);
        } finally {
            writing.set(false);
        }
    }

    private static PageRequest request(JobFilter filter) {
        return new PageRequest("w", filter, JOBS + 10, null);
    }

    private static String id(int job) {
        return String.format("j%04d", job);
    }

    private static Sourced change(EventType type, int job, long attempt, long offset) {
        return new Sourced(
                EventBuilder.event(type, START.plusMillis(attempt))
                        .job("w", id(job))
                        .created(START)
                        .attempt(attempt)
                        .build(),
                0,
                offset);
    }

    private static List<String> ids(JobPage page) {
        return ID.matcher(new String(page.rows(), StandardCharsets.UTF_8))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}

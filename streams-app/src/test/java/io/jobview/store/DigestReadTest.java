package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.event.Trigger;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobStatus;
import io.jobview.fold.OracleDigest;
import io.jobview.query.Digest;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** The digest, which entity tags come from: what it costs to read, and that it is from the moment of the page. */
class DigestReadTest {

    private static final PageRequest ALL = new PageRequest("w", JobFilter.ALL, PageRequest.MAX_LIMIT, null);
    private static final PageRequest PENDING =
            new PageRequest("w", new JobFilter(Set.of(JobStatus.PENDING), Set.of(Trigger.AUTOMATIC)), 1000, null);
    private static final List<TickerType> ROW_READS = List.of(
            TickerType.NUMBER_DB_SEEK,
            TickerType.NUMBER_DB_NEXT,
            TickerType.NUMBER_DB_PREV,
            TickerType.ITER_BYTES_READ,
            TickerType.NO_ITERATOR_CREATED);

    @TempDir
    private Path folder;

    private final Statistics statistics = new Statistics();
    private StoreMemory memory;

    @BeforeEach
    void allocate() {
        memory = new StoreMemory(32L << 20);
        memory.count(statistics);
    }

    @AfterEach
    void free() {
        memory.close();
        statistics.close();
    }

    /** Polling an unchanged workflow, by RocksDB's own counters. */
    @Test
    void aDigestIsReadOnceAndNoRow() {
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            for (int job = 0; job < 100; job++) {
                store.fold(event(job));
            }
            assertThat(keysReadByPolling(store)).as("it was just written").isZero();
        }
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            Map<TickerType, Long> before = rowReads();
            assertThat(keysReadByPolling(store)).isEqualTo(1);
            assertThat(rowReads()).isEqualTo(before);

            store.page(ALL);
            assertThat(rowReads()).as("the counters see a page").isNotEqualTo(before);
            assertThat(statistics.getTickerCount(TickerType.NUMBER_DB_NEXT))
                    .isGreaterThanOrEqualTo(before.get(TickerType.NUMBER_DB_NEXT) + 99);
        }
    }

    private long keysReadByPolling(TestStore store) {
        long before = statistics.getTickerCount(TickerType.NUMBER_KEYS_READ);
        for (int poll = 0; poll < 1000; poll++) {
            assertThat(store.ask(new DigestQuery("w")).value()).isNotEqualTo(Digest.ZERO);
        }
        return statistics.getTickerCount(TickerType.NUMBER_KEYS_READ) - before;
    }

    @Test
    void aPageCarriesTheDigestOfItsWorkflow() {
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            assertThat(store.page(ALL).digest()).isEqualTo(Digest.ZERO);
            for (int job = 0; job < 10; job++) {
                store.fold(event(job));
                Digest digest = store.ask(new DigestQuery("w")).value();
                assertThat(digest)
                        .isEqualTo(store.ask(new WorkflowQuery("w")).value().digest());
                assertThat(store.page(ALL).digest()).isEqualTo(digest).isEqualTo(digestOf(store.page(ALL)));
                assertThat(store.page(PENDING).digest()).isEqualTo(digest);
            }
        }
    }

    /** While jobs come as fast as they can be written: with a digest of another moment a reader would keep an old page. */
    @Test
    void theDigestIsFromTheMomentOfTheRows() throws Exception {
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    for (PageRequest request : List.of(ALL, PENDING)) {
                        JobPage page = store.page(request);
                        assertThat(page.digest()).isEqualTo(digestOf(page));
                    }
                }
            });
            for (int job = 0; job < 900; job++) {
                store.fold(event(job));
            }
            done.set(true);
            reader.get();
        }
    }

    private Map<TickerType, Long> rowReads() {
        Map<TickerType, Long> counts = new HashMap<>();
        ROW_READS.forEach(ticker -> counts.put(ticker, statistics.getTickerCount(ticker)));
        return counts;
    }

    private static Digest digestOf(JobPage page) {
        String rows = new String(page.rows(), StandardCharsets.UTF_8);
        Digest sum = Digest.ZERO;
        if (!rows.isEmpty()) {
            for (String row : rows.substring(1, rows.length() - 1).split("\\},\\{")) {
                sum = sum.plus(OracleDigest.of("{" + row + "}"));
            }
        }
        return sum;
    }

    private static Sourced event(int job) {
        return new Sourced(
                EventBuilder.event(EventType.CREATED, "2026-01-01T00:00:00Z")
                        .job("w", "j" + job)
                        .build(),
                0,
                job);
    }
}

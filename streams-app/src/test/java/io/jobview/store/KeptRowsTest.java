package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobStatus;
import io.jobview.query.Digest;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Positioned;
import io.jobview.query.RowPosition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.streams.query.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** Pages of rows that are kept in memory are those that RocksDB holds, whatever is written meanwhile. */
@Timeout(120)
class KeptRowsTest {

    private static final int[] LIMITS = {1, 2, 3, 10, 50, 256};
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobFilter RUNNING = new JobFilter(Set.of(JobStatus.RUNNING), Set.of());
    private static final int GROWING = 60_000;
    private static final Pattern NUMBER = Pattern.compile("\\{\"id\":\"job-(\\d+)\"");
    private static final int WRITES = 30_000;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Statistics statistics = new Statistics();
    private final List<RowPosition> cursors = new ArrayList<>();

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private StoreMemory none;
    private TestStore store;
    private TestStore plain;

    @BeforeEach
    void open() {
        memory = new StoreMemory(32L << 20, 1L << 20);
        memory.count(statistics);
        none = new StoreMemory(32L << 20, 0);
        store = TestStore.open(folder.resolve("kept"), memory).activate();
        plain = TestStore.open(folder.resolve("plain"), none).activate();
    }

    @AfterEach
    void close() {
        store.close();
        plain.close();
        memory.close();
        none.close();
        statistics.close();
    }

    @Test
    void pagesAreThoseOfAStoreThatKeepsNoRowsAfterEveryWrite() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 3, 120, 6_000);
        for (int at = 0; at < feed.size(); ) {
            int batch = random.nextInt(8) == 0 ? random.nextInt(1, 40) : 1;
            List<Sourced> some = feed.subList(at, Math.min(feed.size(), at + batch));
            plain.restore(plain.foldAll(some)); // once more, all at once
            store.restore(Sourced.changelog(some));
            at += some.size();
            for (int pages = random.nextInt(4); pages > 0; pages--) {
                compare(some.get(0).event().workflowId());
            }
        }
        assertThat(store.ask(new TotalsQuery())).isEqualTo(plain.ask(new TotalsQuery()));
    }

    private void compare(String workflowId) {
        int limit = LIMITS[random.nextInt(LIMITS.length)];
        RowPosition after =
                cursors.isEmpty() || random.nextBoolean() ? null : cursors.get(random.nextInt(cursors.size()));
        PageRequest request = new PageRequest(workflowId, JobFilter.ALL, limit, after);
        JobPage expected = plain.page(request);
        JobPage found = store.page(request);
        assertThat(new String(found.rows(), StandardCharsets.UTF_8))
                .as("seed %d: %s", seed, request)
                .isEqualTo(new String(expected.rows(), StandardCharsets.UTF_8));
        assertThat(found.next()).as("seed %d: %s", seed, request).isEqualTo(expected.next());
        assertThat(found.digest()).as("seed %d: %s", seed, request).isEqualTo(expected.digest());
        if (found.next() != null && random.nextInt(3) == 0) {
            cursors.add(found.next());
        }
    }

    @Test
    void aPageThatFollowsPagesReadBeforeCostsNoSearchThoughItsJobsChange() {
        IntStream.range(0, 100).forEach(job -> store.fold(change(EventType.CREATED, job, job)));
        RowPosition second = store.page(page(null)).next();
        RowPosition third = store.page(page(second)).next();
        long seeks = statistics.getTickerCount(TickerType.NUMBER_DB_SEEK);
        for (int i = 0; i < 50; i++) {
            store.fold(change(EventType.STARTED, random.nextInt(100), 100 + i));
            JobPage first = store.page(page(null));
            assertThat(first.count()).isEqualTo(10);
            assertThat(store.page(page(second)).next()).isEqualTo(third);
            assertThat(store.page(page(first.next())).next()).isEqualTo(third);
        }
        assertThat(statistics.getTickerCount(TickerType.NUMBER_DB_SEEK)).isEqualTo(seeks);
        store.page(page(third));
        assertThat(statistics.getTickerCount(TickerType.NUMBER_DB_SEEK)).isEqualTo(seeks + 1);
    }

    @Test
    void rowsThatNobodyWantsAreGivenUp() {
        IntStream.range(0, 20).forEach(job -> store.fold(change(EventType.CREATED, job, job)));
        store.page(page(null));
        IntStream.range(20, 100).forEach(i -> store.fold(change(EventType.STARTED, i % 20, i)));
        long seeks = statistics.getTickerCount(TickerType.NUMBER_DB_SEEK);
        store.page(page(null));
        assertThat(statistics.getTickerCount(TickerType.NUMBER_DB_SEEK)).isEqualTo(seeks + 1);
    }

    /** A copy may be read while its changelog is still empty, and is then loaded past the writer. */
    @Test
    void whatWasReadBeforeALoadIsForgotten() {
        List<Sourced> feed = IntStream.range(0, 20)
                .mapToObj(job -> change(EventType.CREATED, job, job))
                .toList();
        store.close();
        store = TestStore.open(folder.resolve("copy"), memory);
        assertThat(copy(new JobPageQuery(page(null))).count()).isZero();
        assertThat(copy(new DigestQuery("w"))).isEqualTo(Digest.ZERO);
        store.restore(Sourced.changelog(feed));
        store.opened().complete();
        assertThat(copy(new JobPageQuery(page(null))).count()).isEqualTo(10);
        assertThat(copy(new DigestQuery("w"))).isNotEqualTo(Digest.ZERO);
    }

    private <T> T copy(Query<Positioned<T>> query) {
        return store.opened().queryCopy(query).getResult().value();
    }

    /** Empty pages are kept too, and take room. */
    @Test
    void whoeverAsksForWorkflowsThatDoNotExistFillsNoMemory() {
        for (int i = 0; i < 20_000; i++) {
            store.page(new PageRequest("nobody-" + i, JobFilter.ALL, 10, null));
        }
        assertThat(memory.rows().workflows()).isBetween(100L, (1L << 20) / 512);
        store.close();
        assertThat(memory.rows().workflows()).isZero();
        store = TestStore.open(folder.resolve("kept"), memory).activate();
    }

    /** Once a row could be read, nobody is given an older one: two readers, one of RocksDB alone, who know what the other has seen. */
    @Test
    void nobodyIsGivenAnOlderPageThanAnybodyHasSeen() throws Exception {
        AtomicLong seen = new AtomicLong(-1);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            store.fold(attempt(0));
            Future<Long> one = readers.submit(() -> readWhileWritten(JobFilter.ALL, seen));
            Future<Long> other = readers.submit(() -> readWhileWritten(RUNNING, seen));
            for (int i = 1; i <= WRITES; i++) {
                store.fold(attempt(i));
            }
            assertThat(one.get() + other.get()).isPositive();
        } finally {
            readers.shutdownNow();
        }
    }

    /** New jobs come in order, one by one and many at once, so every page is an unbroken run; rows are given up and kept anew meanwhile. */
    @Test
    void aGrowingWorkflowHasNoGaps() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(3);
        AtomicBoolean writing = new AtomicBoolean(true);
        try {
            List<Future<Long>> reading = IntStream.range(0, 3)
                    .mapToObj(reader -> readers.submit(() -> readGrowing(writing, reader)))
                    .toList();
            int next = 0;
            while (next < GROWING) {
                int batch = random.nextInt(4) == 0 ? random.nextInt(1, 12) : 1;
                List<Sourced> some = IntStream.range(next, next + batch)
                        .mapToObj(KeptRowsTest::growing)
                        .toList();
                if (random.nextBoolean()) {
                    store.restore(Sourced.changelog(some));
                } else {
                    store.foldAll(some);
                }
                next += batch;
            }
            writing.set(false);
            for (Future<Long> read : reading) {
                assertThat(read.get()).isPositive();
            }
        } finally {
            writing.set(false);
            readers.shutdownNow();
        }
    }

    private long readGrowing(AtomicBoolean writing, int reader) {
        SplittableRandom turns = new SplittableRandom(seed + reader);
        long read = 0;
        for (; writing.get() || read == 0; read++) {
            if (turns.nextInt(10) == 0) {
                store.page(new PageRequest("other-" + turns.nextInt(5_000), JobFilter.ALL, 10, null));
            }
            JobPage page = store.page(new PageRequest("g", JobFilter.ALL, 1 + turns.nextInt(40), null));
            List<Integer> numbers = NUMBER.matcher(new String(page.rows(), StandardCharsets.UTF_8))
                    .results()
                    .map(match -> Integer.valueOf(match.group(1)))
                    .toList();
            for (int i = 1; i < numbers.size(); i++) {
                assertThat(numbers.get(i)).as("seed %d: %s", seed, numbers).isEqualTo(numbers.get(i - 1) - 1);
            }
        }
        return read;
    }

    private static Sourced growing(int number) {
        return new Sourced(
                EventBuilder.event(EventType.CREATED, START.plusSeconds(number))
                        .job("g", "job-" + number)
                        .build(),
                0,
                number);
    }

    private long readWhileWritten(JobFilter filter, AtomicLong seen) {
        PageRequest request = new PageRequest("w", filter, 10, null);
        long read = 0;
        for (long last = 0; last < WRITES; read++) {
            long known = seen.get();
            JobPage page = store.page(request);
            String row = new String(page.rows(), StandardCharsets.UTF_8);
            last = Long.parseLong(row.replaceAll(".*\"container_id\":\"(\\d+)\".*", "$1"));
            assertThat(last).isGreaterThanOrEqualTo(known);
            seen.accumulateAndGet(last, Math::max);
        }
        return read;
    }

    private static Sourced attempt(int number) {
        return new Sourced(
                EventBuilder.event(EventType.STARTED, START.plusSeconds(number))
                        .job("w", "j")
                        .created(START)
                        .container(Integer.toString(number))
                        .build(),
                0,
                number);
    }

    private static Sourced change(EventType type, int job, long offset) {
        return new Sourced(
                EventBuilder.event(type, START.plusMillis(offset))
                        .job("w", String.format("j%03d", job))
                        .created(START)
                        .build(),
                0,
                offset);
    }

    private static PageRequest page(@Nullable RowPosition after) {
        return new PageRequest("w", JobFilter.ALL, 10, after);
    }
}

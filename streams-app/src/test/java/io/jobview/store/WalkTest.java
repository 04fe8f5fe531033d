package io.jobview.store;

import static io.jobview.fold.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobStatus;
import io.jobview.query.ExportPart;
import io.jobview.query.JobExport;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks from page to page, with writes between them. */
class WalkTest {

    private static final int JOBS = 60;
    private static final int MOVING = 10;
    private static final int WALKS = 40;
    private static final Pattern ID = Pattern.compile("\\{\"id\":\"([^\"]*)\"");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<JobFilter> FILTERS = List.of(
            JobFilter.ALL, new JobFilter(Set.of(JobStatus.PENDING, JobStatus.RUNNING, JobStatus.COMPLETED), Set.of()));
    private static final List<EventType> CHANGES = List.of(EventType.SCHEDULED, EventType.STARTED, EventType.COMPLETED);

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private TestStore store;
    private int offset;

    @BeforeEach
    void open() {
        memory = new StoreMemory(32L << 20);
        store = TestStore.open(folder, memory).activate();
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    @Test
    void jobsThatDoNotMoveComeOnceWhileOthersMoveComeAndGo() {
        List<String> lasting =
                IntStream.range(0, JOBS).mapToObj(job -> "lasting-" + job).toList();
        lasting.forEach(job -> fold(created(job, anyTime())));
        for (int walk = 0; walk < WALKS; walk++) {
            int number = walk;
            IntStream.range(0, MOVING)
                    .forEach(job -> fold(event(EventType.STARTED, anyTime()).job("w", moving(number, job))));
            JobFilter filter = FILTERS.get(walk % FILTERS.size());
            List<String> ids = walk(filter, 1 + random.nextInt(20), () -> {
                fold(created(moving(number, random.nextInt(MOVING)), anyTime()));
                fold(created("new-" + offset, anyTime()));
                fold(event(CHANGES.get(random.nextInt(CHANGES.size())), START.plusSeconds(3600))
                        .job("w", lasting.get(random.nextInt(JOBS))));
                fold(event(EventType.DELETED, anyTime()).job("w", "new-" + random.nextInt(offset)));
            });
            assertThat(ids.stream().filter(id -> id.startsWith("lasting")))
                    .as("seed %d, walk %d", seed, walk)
                    .containsExactlyInAnyOrderElementsOf(lasting);
        }
    }

    @Test
    void aJobThatMovesCanBeMissedOrComeTwice() {
        List<String> ids = walk(JobFilter.ALL, 1, foldOneToEachEnd());
        assertThat(ids).containsExactly("newest", "middle", "newest");
    }

    @Test
    void anExportHasThemAsTheyWere() {
        Runnable move = foldOneToEachEnd();
        List<String> ids = new ArrayList<>();
        try (JobExport export = store.ask(new ExportQuery(new PageRequest("w", JobFilter.ALL, 1, null)))
                .value()) {
            for (ExportPart part = export.next(); part != null; part = part.next() == null ? null : export.next()) {
                ids.addAll(ids(part.lines()));
                move.run();
            }
        }
        assertThat(ids).containsExactly("newest", "middle", "oldest");
    }

    /** Three jobs; the first and the last change places once it is known when they were created. */
    private Runnable foldOneToEachEnd() {
        fold(event(EventType.STARTED, START.plusSeconds(60)).job("w", "newest"));
        fold(created("middle", START));
        fold(event(EventType.STARTED, START.minusSeconds(60)).job("w", "oldest"));
        return () -> {
            fold(created("newest", START.minusSeconds(90)));
            fold(created("oldest", START.plusSeconds(90)));
        };
    }

    private static String moving(int walk, int job) {
        return "moving-" + walk + "-" + job;
    }

    /** @param between what happens after each page */
    private List<String> walk(JobFilter filter, int limit, Runnable between) {
        List<String> ids = new ArrayList<>();
        RowPosition after = null;
        do {
            JobPage page = store.page(new PageRequest("w", filter, limit, after));
            ids.addAll(ids(page.rows()));
            between.run();
            after = page.next();
        } while (after != null);
        return ids;
    }

    private static List<String> ids(byte[] rows) {
        return ID.matcher(new String(rows, StandardCharsets.UTF_8))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private void fold(EventBuilder event) {
        store.fold(new Sourced(event.build(), 0, offset++));
    }

    private Instant anyTime() {
        return START.plusSeconds(random.nextInt(JOBS));
    }

    private static EventBuilder created(String job, Instant at) {
        return event(EventType.CREATED, at).job("w", job);
    }
}

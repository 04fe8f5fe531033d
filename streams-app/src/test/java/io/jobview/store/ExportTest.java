package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.CreatedRange;
import io.jobview.query.ExportPart;
import io.jobview.query.JobExport;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exports against pages, which have a test of their own. */
class ExportTest {

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final String where = "seed " + seed;

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
        store.close();
        memory.close();
    }

    @Test
    void anExportIsThePagesOfItsMomentWhateverIsFoldedMeanwhile() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 2, 300, 6_000);
        List<Instant> times =
                feed.stream().map(each -> each.event().occurredAt()).toList();
        int folded = 0;
        while (folded < feed.size()) {
            int before = Math.min(feed.size(), folded + 300);
            store.foldAll(feed.subList(folded, before));
            folded = before;
            JobFilter filter = anyFilter(times);
            String workflow = feed.get(random.nextInt(folded)).event().workflowId();
            int limit = random.nextInt(1, 40);
            String expected = pages(workflow, filter);
            try (JobExport export = export(workflow, filter, limit, null)) {
                StringBuilder lines = new StringBuilder();
                ExportPart part;
                do {
                    part = export.next();
                    assertThat(part).isNotNull();
                    lines.append(text(part));
                    if (folded < feed.size()) {
                        store.fold(feed.get(folded++));
                    }
                } while (part.next() != null);
                assertThat(lines).as("%s: %s of %s", where, filter, workflow).hasToString(expected);
            }
        }
    }

    @Test
    void aCutExportGoesOnAfterItsLastPlace() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 1, 200, 2_000);
        store.foldAll(feed);
        String workflow = feed.get(0).event().workflowId();
        String expected = pages(workflow, JobFilter.ALL);
        StringBuilder lines = new StringBuilder();
        RowPosition after = null;
        do {
            try (JobExport export = export(workflow, JobFilter.ALL, 7, after)) {
                for (int parts = random.nextInt(1, 4); parts > 0; parts--) {
                    ExportPart part = export.next();
                    assertThat(part).isNotNull();
                    lines.append(text(part));
                    after = part.next();
                    if (after == null) {
                        break;
                    }
                }
            }
        } while (after != null);
        assertThat(lines).as(where).hasToString(expected);
    }

    @Test
    void anEmptyExportHasOneEmptyPart() {
        try (JobExport export = export("nobody", JobFilter.ALL, 10, null)) {
            ExportPart part = export.next();
            assertThat(part).isNotNull();
            assertThat(part.lines()).isEmpty();
            assertThat(part.next()).isNull();
        }
    }

    @Test
    @Timeout(60)
    void aClosingStoreDoesNotWaitForAnExportThatPauses() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 1, 200, 1_000);
        store.foldAll(feed);
        String workflow = feed.get(0).event().workflowId();
        try (JobExport paused = export(workflow, JobFilter.ALL, 1, null);
                JobExport untouched = export(workflow, JobFilter.ALL, 1, null)) {
            assertThat(paused.next()).isNotNull();
            store.close();
            assertThat(paused.next()).isNull();
            assertThat(untouched.next()).isNull();
        }
    }

    @Test
    @Timeout(120)
    void anExportThatReadsWhileItsStoreClosesIsToldSo() throws Exception {
        List<Sourced> feed = Sourced.random(random.nextLong(), 1, 100, 500);
        store.foldAll(feed);
        String workflow = feed.get(0).event().workflowId();
        for (int round = 0; round < 50; round++) {
            TestStore open = store;
            CompletableFuture<Void> reading = new CompletableFuture<>();
            CompletableFuture<Void> told = CompletableFuture.runAsync(() -> {
                while (readToTheEnd(open, workflow)) {
                    reading.complete(null);
                }
            });
            reading.get();
            open.close();
            told.get();
            store = TestStore.open(folder, memory).activate();
        }
        assertThat(pages(workflow, JobFilter.ALL)).isNotEmpty();
    }

    @Test
    void aClosedExportIsOverAndMayBeClosedAgain() {
        JobExport export = export("w", JobFilter.ALL, 1, null);
        export.close();
        export.close();
        assertThat(export.next()).isNull();
    }

    /** False when the store has gone. */
    private static boolean readToTheEnd(TestStore store, String workflow) {
        var answer = store.query(new ExportQuery(new PageRequest(workflow, JobFilter.ALL, 1, null)));
        if (!answer.isSuccess()) {
            return false;
        }
        try (JobExport export = answer.getResult().value()) {
            ExportPart part = export.next();
            while (part != null && part.next() != null) {
                part = export.next();
            }
            return part != null;
        }
    }

    private JobExport export(String workflow, JobFilter filter, int limit, @Nullable RowPosition after) {
        return store.ask(new ExportQuery(new PageRequest(workflow, filter, limit, after)))
                .value();
    }

    private String pages(String workflow, JobFilter filter) {
        StringBuilder lines = new StringBuilder();
        RowPosition after = null;
        do {
            JobPage page = store.page(new PageRequest(workflow, filter, PageRequest.MAX_LIMIT, after));
            if (page.count() > 0) {
                lines.append(new String(page.rows(), StandardCharsets.UTF_8).replace("},{\"id\"", "}\n{\"id\""))
                        .append('\n');
            }
            after = page.next();
        } while (after != null);
        return lines.toString();
    }

    private JobFilter anyFilter(List<Instant> times) {
        CreatedRange range = new CreatedRange(
                random.nextInt(3) > 0 ? null : times.get(random.nextInt(times.size())),
                random.nextInt(3) > 0 ? null : times.get(random.nextInt(times.size())));
        return new JobFilter(some(JobStatus.values()), some(Trigger.values()), range);
    }

    private <E> Set<E> some(E[] values) {
        return Arrays.stream(values).filter(value -> random.nextBoolean()).collect(Collectors.toSet());
    }

    private static String text(ExportPart part) {
        String text = new String(part.lines(), StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(part.rows());
        return text;
    }
}

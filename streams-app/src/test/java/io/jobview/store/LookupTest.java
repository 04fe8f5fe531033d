package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.event.Trigger;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobRow;
import io.jobview.fold.JobStatus;
import io.jobview.query.JobFilter;
import io.jobview.query.PageRequest;
import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPart;
import io.jobview.query.WorkflowsRequest;
import io.jobview.store.key.StateKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single jobs and workflows. */
class LookupTest {

    private final long seed = System.nanoTime();
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
    void aJobIsItsRowAndADeletedOneIsNone() {
        store.foldAll(Sourced.random(seed, 3, 100, 2_000));
        store.ask(new FamilyDump()).entries(Family.STATES).forEach((key, bytes) -> {
            StateKey job = StateKey.parse(key);
            StateValue value = StateValue.parse(bytes);
            byte[] found = store.ask(new JobQuery(job.workflowId(), job.jobId()))
                    .value()
                    .orElse(null);
            byte[] expected =
                    value.state().deleted() ? null : JobRow.write(job.workflowId(), job.jobId(), value.state());
            assertThat(found).as("%s: %s", where, job).isEqualTo(expected);
        });
        assertThat(store.ask(new JobQuery("nobody", "j")).value()).isEmpty();
    }

    @Test
    void countsAreThoseOfThePages() {
        store.foldAll(Sourced.random(seed, 3, 100, 2_000));
        for (WorkflowCounts workflow : workflows(1000, null).workflows()) {
            for (JobStatus status : JobStatus.values()) {
                for (Trigger trigger : Trigger.values()) {
                    JobFilter filter = new JobFilter(Set.of(status), Set.of(trigger));
                    int rows = store.page(new PageRequest(workflow.workflowId(), filter, 1000, null))
                            .count();
                    assertThat(workflow.counts().get(status))
                            .as("%s: %s %s", where, workflow.workflowId(), status)
                            .containsEntry(trigger, (long) rows);
                }
            }
        }
        WorkflowCounts nobody = store.ask(new WorkflowQuery("nobody")).value().counts("nobody");
        assertThat(nobody.total()).isZero();
        assertThat(nobody.updatedAt()).isNull();
        assertThat(nobody.counts()).hasSize(JobStatus.values().length);
    }

    @Test
    void workflowsComeByTheirBytesWithoutTheEmptyOnes() {
        List<String> ids = List.of("a", "aa", "b", "\u00e9", "\uffee", "\ud83d\ude80");
        SplittableRandom random = new SplittableRandom(seed);
        ids.forEach(id -> store.fold(event(EventType.CREATED, id)));
        store.fold(event(EventType.CREATED, "aaa"));
        store.fold(event(EventType.DELETED, "aaa"));

        for (int limit = 1; limit <= 7; limit++) {
            assertThat(chain(limit, id -> true)).isEqualTo(ids);
        }
        Set<String> visible = ids.stream().filter(id -> random.nextBoolean()).collect(Collectors.toSet());
        assertThat(chain(2, visible::contains))
                .as(where)
                .isEqualTo(ids.stream().filter(visible::contains).toList());
    }

    private List<String> chain(int limit, Predicate<String> visible) {
        List<String> ids = new ArrayList<>();
        String after = null;
        do {
            WorkflowsPart part = store.ask(new WorkflowsQuery(new WorkflowsRequest(limit, after, visible)));
            assertThat(part.workflows()).hasSizeLessThanOrEqualTo(limit);
            part.workflows().forEach(workflow -> ids.add(workflow.workflowId()));
            assertThat(part.next() == null || part.workflows().size() == limit).isTrue();
            after = part.next();
        } while (after != null);
        return ids;
    }

    private WorkflowsPart workflows(int limit, @Nullable String after) {
        return store.ask(new WorkflowsQuery(new WorkflowsRequest(limit, after, id -> true)));
    }

    private static Sourced event(EventType type, String workflow) {
        return new Sourced(
                EventBuilder.event(type, "2026-01-01T00:00:00Z")
                        .job(workflow, "j")
                        .build(),
                0,
                1);
    }
}

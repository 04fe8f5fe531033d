package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.event.Trigger;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobRow;
import io.jobview.fold.JobStatus;
import io.jobview.query.CreatedRange;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.store.key.StateKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages against a plain list of the workflow's jobs. */
class PageReaderTest {

    private static final int[] LIMITS = {1, 2, 10, 999, PageRequest.MAX_LIMIT};
    private static final int WORKFLOWS = 3;
    private static final Pattern ID = Pattern.compile("\\{\"id\":\"(j\\d)\"");

    /** A row as the list has it. */
    private record Row(RowPosition place, JobStatus status, Trigger trigger, String json) {

        boolean passes(JobFilter filter) {
            return (filter.statuses().isEmpty() || filter.statuses().contains(status))
                    && (filter.triggers().isEmpty() || filter.triggers().contains(trigger))
                    && filter.created().contains(place.createdAt());
        }
    }

    private static final Comparator<RowPosition> ORDER = Comparator.comparing(RowPosition::createdAt)
            .thenComparing(place -> utf8(place.jobId()), Arrays::compareUnsigned)
            .reversed();

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final String where = "seed " + seed;
    private final Map<String, List<Row>> model = new TreeMap<>();

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
    void pagesChainToTheCompleteListWhateverTheFilter() {
        foldRandom();
        for (int i = 0; i < 400; i++) {
            PageRequest first = new PageRequest(anyWorkflow(), anyFilter(), LIMITS[i % LIMITS.length], null);
            List<String> expected = expected(first);
            assertThat(chain(first)).as("%s: %s", where, first).isEqualTo(expected);
        }
    }

    @Test
    void aPageStartsAfterAnyPlaceWhetherOrNotAJobIsThere() {
        foldRandom();
        for (int i = 0; i < 500; i++) {
            PageRequest request = new PageRequest(anyWorkflow(), anyFilter(), 10, anyPlace());
            List<String> expected = expected(request);
            JobPage page = store.page(request);
            assertThat(text(page))
                    .as("%s: %s", where, request)
                    .isEqualTo(String.join(",", expected.subList(0, Math.min(10, expected.size()))));
            assertThat(page.next() == null).as("%s: %s", where, request).isEqualTo(expected.size() <= 10);
        }
    }

    @Test
    void aRangeHoldsItsStartAndNotItsEnd() {
        String[] times = {"2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000001Z", "2026-01-01T00:00:01Z"};
        for (int i = 0; i < 6; i++) { // two jobs at each time
            store.fold(new Sourced(
                    EventBuilder.event(EventType.CREATED, times[i / 2])
                            .job("w", "j" + i)
                            .build(),
                    0,
                    i));
        }
        assertThat(created(null, times[1])).isEqualTo("j1 j0");
        assertThat(created(times[1], null)).isEqualTo("j5 j4 j3 j2");
        assertThat(created(times[1], times[2])).isEqualTo("j3 j2");
        assertThat(created(times[0], times[1])).isEqualTo("j1 j0");
        assertThat(created("0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"))
                .isEqualTo("j5 j4 j3 j2 j1 j0");
        assertThat(created(times[1], times[1])).isEmpty();
        assertThat(created(times[2], times[0])).isEmpty();
    }

    private String created(@Nullable String from, @Nullable String before) {
        CreatedRange range = new CreatedRange(
                from == null ? null : Instant.parse(from), before == null ? null : Instant.parse(before));
        List<String> both = Stream.of(Set.<JobStatus>of(), Set.of(JobStatus.PENDING))
                .map(statuses -> new JobFilter(statuses, Set.of(), range))
                .map(filter -> text(store.page(new PageRequest("w", filter, 10, null))))
                .map(rows ->
                        ID.matcher(rows).results().map(match -> match.group(1)).collect(Collectors.joining(" ")))
                .toList();
        assertThat(both.get(1)).as("from the facets").isEqualTo(both.get(0));
        return both.get(0);
    }

    @Test
    void anUnknownWorkflowIsAnEmptyLastPage() {
        foldRandom();
        JobPage page = store.page(new PageRequest("nobody", JobFilter.ALL, 10, null));
        assertThat(page.count()).isZero();
        assertThat(page.rows()).isEmpty();
        assertThat(page.next()).isNull();
    }

    @Test
    void aWalkGoesOnWhereTheJobAtItsCursorWasDeleted() {
        for (int i = 0; i < 30; i++) {
            store.fold(event(EventType.CREATED, i));
        }
        PageRequest request = new PageRequest("w", JobFilter.ALL, 10, null);
        RowPosition cursor = store.page(request).next();
        assertThat(cursor).isNotNull();
        assertThat(cursor.jobId()).isEqualTo("j020");
        store.fold(event(EventType.DELETED, 20));
        store.fold(event(EventType.DELETED, 19));
        JobPage page = store.page(new PageRequest("w", JobFilter.ALL, 10, cursor));
        assertThat(text(page)).startsWith("{\"id\":\"j018\"");
        assertThat(page.next()).isNotNull();
        assertThat(page.next().jobId()).isEqualTo("j009");
    }

    private void foldRandom() {
        store.foldAll(Sourced.random(random.nextLong(), WORKFLOWS, 350, 4_000));
        store.ask(new FamilyDump()).entries(Family.STATES).forEach((key, bytes) -> {
            StateKey job = StateKey.parse(key);
            StateValue value = StateValue.parse(bytes);
            List<Row> rows = model.computeIfAbsent(job.workflowId(), id -> new ArrayList<>());
            if (!value.state().deleted()) {
                rows.add(new Row(
                        new RowPosition(value.state().createdAt(), job.jobId()),
                        value.state().status(),
                        value.state().trigger(),
                        new String(
                                JobRow.write(job.workflowId(), job.jobId(), value.state()), StandardCharsets.UTF_8)));
            }
        });
        model.values().forEach(rows -> rows.sort(Comparator.comparing(Row::place, ORDER)));
    }

    private List<String> expected(PageRequest request) {
        return model.get(request.workflowId()).stream()
                .filter(row -> row.passes(request.filter()))
                .filter(row -> request.after() == null || ORDER.compare(row.place(), request.after()) > 0)
                .map(Row::json)
                .toList();
    }

    /** The rows of all pages; fails on a page that is short or empty but not the last. */
    private List<String> chain(PageRequest first) {
        List<String> rows = new ArrayList<>();
        PageRequest request = first;
        while (true) {
            JobPage page = store.page(request);
            List<String> expected = expected(request);
            int count = Math.min(first.limit(), expected.size());
            assertThat(page.count()).as("%s: %s", where, request).isEqualTo(count);
            assertThat(text(page)).as("%s: %s", where, request).isEqualTo(String.join(",", expected.subList(0, count)));
            rows.addAll(expected.subList(0, count));
            if (page.next() == null) {
                return rows;
            }
            assertThat(count).as("%s: %s", where, request).isEqualTo(first.limit());
            request = new PageRequest(first.workflowId(), first.filter(), first.limit(), page.next());
            assertThat(expected(request))
                    .as("%s: what follows %s", where, request)
                    .isNotEmpty();
        }
    }

    private @Nullable RowPosition anyPlace() {
        List<Row> rows = model.get(anyWorkflow());
        if (rows.isEmpty() || random.nextInt(10) == 0) {
            return null;
        }
        RowPosition place = rows.get(random.nextInt(rows.size())).place();
        return random.nextBoolean()
                ? place
                : new RowPosition(place.createdAt().plusNanos(random.nextInt(-1, 2)), place.jobId() + "~");
    }

    private String anyWorkflow() {
        List<String> workflows = List.copyOf(model.keySet());
        return workflows.get(random.nextInt(workflows.size()));
    }

    private JobFilter anyFilter() {
        return new JobFilter(some(JobStatus.values()), some(Trigger.values())).within(anyRange());
    }

    /** Bounds at, just before and just after jobs: so empty and inverted ranges too. */
    private CreatedRange anyRange() {
        return new CreatedRange(anyBound(), anyBound());
    }

    private @Nullable Instant anyBound() {
        RowPosition place = random.nextInt(3) == 0 ? null : anyPlace();
        return place == null ? null : place.createdAt().plusNanos(random.nextInt(-1, 2));
    }

    private <E> Set<E> some(E[] values) {
        return Arrays.stream(values).filter(value -> random.nextBoolean()).collect(Collectors.toSet());
    }

    private static Sourced event(EventType type, int job) {
        String id = String.format("j%03d", job);
        return new Sourced(
                EventBuilder.event(type, "2026-01-01T00:00:00Z").job("w", id).build(), 0, job);
    }

    private static String text(JobPage page) {
        return new String(page.rows(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

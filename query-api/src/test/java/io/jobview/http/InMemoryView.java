package io.jobview.http;

import io.jobview.event.Rfc3339;
import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.Digest;
import io.jobview.query.Freshness;
import io.jobview.query.JobExport;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.query.Totals;
import io.jobview.query.ViewPosition;
import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsPart;
import io.jobview.query.WorkflowsRequest;
import io.jobview.view.JobView;
import io.jobview.view.PartitionStatus;
import io.jobview.view.ReadFrom;
import io.jobview.view.ReadResult;
import io.jobview.view.ViewStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A view over a list, for tests of what stands before it. Thread-safe. */
public final class InMemoryView implements JobView {

    /** One row; its body is short enough to compare whole, unless it has all fields. */
    public record Row(
            String workflowId, String jobId, Instant createdAt, JobStatus status, Trigger trigger, boolean whole) {
        String json() {
            if (!whole) {
                return "{\"id\":\"" + jobId + "\"}";
            }
            String createdAt = Rfc3339.format(this.createdAt);
            return "{\"id\":\"" + jobId + "\",\"workflow_id\":\"" + workflowId
                    + "\",\"container_id\":\"\",\"status\":\"" + status
                    + "\",\"trigger\":\"" + trigger
                    + "\",\"scheduled_at\":\"\",\"started_at\":\"\","
                    + "\"completed_at\":\"\",\"created_at\":\"" + createdAt + "\",\"updated_at\":\"" + createdAt
                    + "\"}";
        }

        RowPosition position() {
            return new RowPosition(createdAt, jobId);
        }
    }

    /** A reader that waits. */
    public record Waiting(Freshness wanted, Duration atMost, Runnable wake) {}

    private static final Comparator<RowPosition> NEWEST_FIRST = Comparator.comparing(RowPosition::createdAt)
            .thenComparing(RowPosition::jobId)
            .reversed();

    private static final int PARTITIONS = 3;

    private final List<Row> rows;
    private volatile InMemoryView copy = this;
    private final LongAdder openExports = new LongAdder();
    private volatile SortedSet<Integer> missing = new TreeSet<>();
    private volatile Map<URI, Set<Integer>> owners = Map.of();
    private final List<PageRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private final AtomicInteger digests = new AtomicInteger();
    private volatile ViewPosition position = ViewPosition.of(Map.of(0, 7L, 2, 1045L));
    private volatile Function<PageRequest, ReadResult<JobPage>> answer = this::read;
    private volatile boolean cached = true;
    private volatile int eventPartitions;
    private volatile Runnable onWait = () -> {};
    private volatile List<PartitionStatus> partitions = List.of();
    private volatile ViewStatus status =
            new ViewStatus(ViewStatus.State.READY, "", 7, 7, true, true, Duration.ofMillis(420), 5, 1, 2);

    public InMemoryView() {
        this(List.of());
    }

    private InMemoryView(List<Row> rows) {
        this.rows = new CopyOnWriteArrayList<>(rows);
    }

    public InMemoryView add(String workflowId, String jobId, Instant createdAt, JobStatus status, Trigger trigger) {
        rows.add(new Row(workflowId, jobId, createdAt, status, trigger, false));
        return this;
    }

    /** Adds a job that is served with all its fields; its ids must not need to be escaped. */
    public InMemoryView addWhole(
            String workflowId, String jobId, Instant createdAt, JobStatus status, Trigger trigger) {
        rows.add(new Row(workflowId, jobId, createdAt, status, trigger, true));
        return this;
    }

    public InMemoryView add(String workflowId, String jobId) {
        return add(workflowId, jobId, Instant.EPOCH, JobStatus.PENDING, Trigger.AUTOMATIC);
    }

    /** From now on every page is answered so. */
    public void answering(Function<PageRequest, ReadResult<JobPage>> answers) {
        answer = answers;
    }

    /** From now on pages are answered from the rows. */
    public void answeringFromRows() {
        answer = this::read;
    }

    public void standing(ViewStatus now) {
        status = now;
    }

    /** Every request that reached the view, oldest first. */
    public List<PageRequest> requests() {
        return requests;
    }

    /** What this instance's copies hold, for reads that may take those. */
    public void copies(InMemoryView copies) {
        copy = copies;
    }

    @Override
    public JobView from(ReadFrom copies) {
        return copies == ReadFrom.ANY_COPY ? copy : this;
    }

    @Override
    public ReadResult<JobPage> page(PageRequest request) {
        requests.add(request);
        return answer.apply(request);
    }

    @Override
    public ReadResult<Optional<JobPage>> cachedPage(PageRequest request) {
        return cached ? page(request).map(Optional::of) : cachedNothing();
    }

    @Override
    public ReadResult<Optional<Digest>> cachedDigest(String workflowId) {
        return cached ? digest(workflowId).map(Optional::of) : cachedNothing();
    }

    private <T> ReadResult<Optional<T>> cachedNothing() {
        return new ReadResult.Served<>(Optional.empty(), position, Duration.ZERO);
    }

    /** The same where each read takes the disk, so that the thread may wait. */
    public void answeringFromDisk(Function<PageRequest, ReadResult<JobPage>> answers) {
        cached = false;
        answering(answers);
    }

    /** From now on this much is folded; who waits for it is woken. */
    public void reach(ViewPosition reached) {
        position = reached;
        waiting.stream().filter(each -> meets(each.wanted())).toList().forEach(this::wake);
    }

    /** Wakes all who wait, as when the time is over. */
    public void timeIsOver() {
        waiting.forEach(this::wake);
    }

    /** Those who wait for a fresher view, as they asked, oldest first. */
    public List<Waiting> waiting() {
        return waiting;
    }

    /** Runs on the thread that begins a wait, after it can be woken and before it knows that. */
    public void onWait(Runnable action) {
        onWait = action;
    }

    private void wake(Waiting one) {
        if (waiting.remove(one)) {
            one.wake().run();
        }
    }

    @Override
    public ReadResult<Digest> digest(String workflowId) {
        digests.incrementAndGet();
        ReadResult<JobPage> page = answer.apply(new PageRequest(workflowId, JobFilter.ALL, 1, null));
        return page instanceof ReadResult.Served<JobPage>
                ? new ReadResult.Served<>(digestOf(workflowId), position, status.lag())
                : page.map(JobPage::digest);
    }

    /** How often a digest was read. */
    public int digests() {
        return digests.get();
    }

    @Override
    public <T> ReadResult<T> atLeast(String workflowId, Freshness wanted, Supplier<ReadResult<T>> read) {
        ReadResult<T> result = read.get();
        return result instanceof ReadResult.Served<T> && !meets(wanted)
                ? new ReadResult.Behind<>(position, status.lag())
                : result;
    }

    private boolean meets(Freshness wanted) {
        Duration most = wanted.maxStaleness();
        return wanted.atLeast().allMatch((partition, offset) -> position.offset(partition) >= offset)
                && (most == null || status.lag().compareTo(most) <= 0);
    }

    @Override
    public @Nullable Runnable whenFresh(String workflowId, Freshness wanted, Duration atMost, Runnable wake) {
        Waiting one = new Waiting(wanted, atMost, wake);
        waiting.add(one);
        if (meets(wanted)) {
            wake(one);
        }
        onWait.run();
        return () -> waiting.remove(one);
    }

    @Override
    public ReadResult<Optional<byte[]>> job(String workflowId, String jobId) {
        return served(workflowId)
                .map(ignored -> of(workflowId)
                        .filter(row -> row.jobId().equals(jobId))
                        .map(row -> row.json().getBytes(StandardCharsets.UTF_8))
                        .findFirst());
    }

    @Override
    public ReadResult<WorkflowCounts> workflow(String workflowId) {
        return served(workflowId).map(ignored -> counts(workflowId));
    }

    @Override
    public ReadResult<JobExport> export(PageRequest request) {
        return answer.apply(request)
                .map(ignored -> new InMemoryExport(new InMemoryView(rows), request, openExports::decrement))
                .map(export -> {
                    openExports.increment();
                    return export;
                });
    }

    /** Exports that were not closed. */
    public long openExports() {
        return openExports.sum();
    }

    @Override
    public ReadResult<WorkflowsPage> workflows(WorkflowsRequest request) {
        List<WorkflowCounts> all = rows.stream()
                .map(Row::workflowId)
                .distinct()
                .sorted()
                .filter(id -> request.after() == null || id.compareTo(request.after()) > 0)
                .filter(request.visible())
                .map(this::counts)
                .toList();
        WorkflowsPart part = WorkflowsPart.merge(List.of(new WorkflowsPart(all, null)), request.limit());
        return new ReadResult.Served<>(
                new WorkflowsPage(part, PARTITIONS, missing, owners), ViewPosition.EMPTY, Duration.ofMillis(420));
    }

    /** From now on these partitions are not here; some are where {@code elsewhere} says. */
    public void without(Set<Integer> partitions, Map<URI, Set<Integer>> elsewhere) {
        missing = new TreeSet<>(partitions);
        owners = elsewhere;
    }

    private ReadResult<JobPage> served(String workflowId) {
        return answer.apply(new PageRequest(workflowId, JobFilter.ALL, 1, null));
    }

    private Stream<Row> of(String workflowId) {
        return rows.stream().filter(row -> row.workflowId().equals(workflowId));
    }

    private WorkflowCounts counts(String workflowId) {
        Map<JobStatus, Map<Trigger, Long>> counts = new EnumMap<>(JobStatus.class);
        for (JobStatus each : JobStatus.values()) {
            counts.put(each, new EnumMap<>(Map.of(Trigger.AUTOMATIC, 0L, Trigger.MANUAL, 0L)));
        }
        of(workflowId).forEach(row -> counts.get(row.status()).merge(row.trigger(), 1L, Long::sum));
        Instant updatedAt = of(workflowId)
                .map(Row::createdAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new WorkflowCounts(workflowId, counts, updatedAt);
    }

    @Override
    public Totals totals() {
        long workflows = rows.stream().map(Row::workflowId).distinct().count();
        return new Totals(workflows, rows.size(), new Digest(1, 2));
    }

    @Override
    public ViewStatus status() {
        return status;
    }

    @Override
    public List<PartitionStatus> partitions() {
        return partitions;
    }

    @Override
    public int eventPartitions() {
        return eventPartitions;
    }

    /** From now on the topic of events has so many. */
    public InMemoryView eventPartitions(int now) {
        eventPartitions = now;
        return this;
    }

    @Override
    public Map<String, Double> clientFigures() {
        return Map.of("rebalance-total", 3.0, "alive-stream-threads", 1.0);
    }

    /** From now on these are its partitions. */
    public void partitioned(List<PartitionStatus> now) {
        partitions = now;
    }

    ReadResult<JobPage> read(PageRequest request) {
        List<Row> following = rows.stream()
                .filter(row -> row.workflowId().equals(request.workflowId()))
                .filter(row -> passes(request.filter().statuses(), row.status()))
                .filter(row -> passes(request.filter().triggers(), row.trigger()))
                .filter(row -> request.filter().created().contains(row.createdAt()))
                .filter(row -> request.after() == null || NEWEST_FIRST.compare(row.position(), request.after()) > 0)
                .sorted(Comparator.comparing(Row::position, NEWEST_FIRST))
                .limit(request.limit() + 1L)
                .toList();
        List<Row> page = following.subList(0, Math.min(following.size(), request.limit()));
        byte[] json =
                page.stream().map(Row::json).collect(Collectors.joining(",")).getBytes(StandardCharsets.UTF_8);
        RowPosition next =
                following.size() > page.size() ? page.get(page.size() - 1).position() : null;
        return new ReadResult.Served<>(
                new JobPage(json, page.size(), digestOf(request.workflowId()), next), position, status.lag());
    }

    private Digest digestOf(String workflowId) {
        return rows.stream()
                .filter(row -> row.workflowId().equals(workflowId))
                .map(row -> Digest.of(row.toString().getBytes(StandardCharsets.UTF_8)))
                .reduce(Digest.ZERO, Digest::plus);
    }

    private static <T> boolean passes(Set<T> allowed, T value) {
        return allowed.isEmpty() || allowed.contains(value);
    }
}

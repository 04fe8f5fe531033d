package io.jobview.http;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.query.Totals;
import io.jobview.query.ViewPosition;
import io.jobview.view.JobView;
import io.jobview.view.PartitionStatus;
import io.jobview.view.ReadResult;
import io.jobview.view.ViewStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A view over a list, for tests of what stands before it. Thread-safe. */
public final class InMemoryView implements JobView {

    /** One row, with a body short enough to compare whole. */
    public record Row(String workflowId, String jobId, Instant createdAt, JobStatus status, Trigger trigger) {
        String json() {
            return "{\"id\":\"" + jobId + "\"}";
        }

        RowPosition position() {
            return new RowPosition(createdAt, jobId);
        }
    }

    private static final Comparator<RowPosition> NEWEST_FIRST = Comparator.comparing(RowPosition::createdAt)
            .thenComparing(RowPosition::jobId)
            .reversed();

    private final List<Row> rows = new CopyOnWriteArrayList<>();
    private final List<PageRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Function<PageRequest, ReadResult<JobPage>> answer = this::read;
    private volatile List<PartitionStatus> partitions = List.of();
    private volatile ViewStatus status =
            new ViewStatus(ViewStatus.State.READY, "", 7, 7, true, Duration.ofMillis(420), 5, 1, 2);

    public InMemoryView add(String workflowId, String jobId, Instant createdAt, JobStatus status, Trigger trigger) {
        rows.add(new Row(workflowId, jobId, createdAt, status, trigger));
        return this;
    }

    public InMemoryView add(String workflowId, String jobId) {
        return add(workflowId, jobId, Instant.EPOCH, JobStatus.PENDING, Trigger.AUTOMATIC);
    }

    /** From now on every page is answered so. */
    public void answering(Function<PageRequest, ReadResult<JobPage>> answers) {
        answer = answers;
    }

    public void standing(ViewStatus now) {
        status = now;
    }

    /** Every request that reached the view, oldest first. */
    public List<PageRequest> requests() {
        return requests;
    }

    @Override
    public ReadResult<JobPage> page(PageRequest request) {
        requests.add(request);
        return answer.apply(request);
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
    public Map<String, Double> clientFigures() {
        return Map.of("rebalance-total", 3.0, "alive-stream-threads", 1.0);
    }

    /** From now on these are its partitions. */
    public void partitioned(List<PartitionStatus> now) {
        partitions = now;
    }

    private ReadResult<JobPage> read(PageRequest request) {
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
        ViewPosition position = ViewPosition.of(Map.of(0, 7L, 2, 1045L));
        return new ReadResult.Served<>(new JobPage(json, page.size(), next), position, Duration.ofMillis(420));
    }

    private static <T> boolean passes(Set<T> allowed, T value) {
        return allowed.isEmpty() || allowed.contains(value);
    }
}

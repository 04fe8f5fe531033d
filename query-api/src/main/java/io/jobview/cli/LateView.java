package io.jobview.cli;

import io.jobview.query.Digest;
import io.jobview.query.Freshness;
import io.jobview.query.JobExport;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsRequest;
import io.jobview.view.JobView;
import io.jobview.view.PartitionStatus;
import io.jobview.view.ReadFrom;
import io.jobview.view.ReadResult;
import io.jobview.view.ViewStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the view until it is there: the view needs to know the port that is listened on, and a taken port should be
 * found before a view joins its group. Thread-safe.
 */
final class LateView implements JobView {

    private static final String DETAIL = "starting";

    private volatile @Nullable JobView view;

    void is(JobView started) {
        view = started;
    }

    @Override
    public JobView from(ReadFrom copies) {
        JobView now = view;
        return now == null ? this : now.from(copies);
    }

    @Override
    public ReadResult<JobPage> page(PageRequest request) {
        return read(now -> now.page(request));
    }

    @Override
    public ReadResult<Optional<byte[]>> job(String workflowId, String jobId) {
        return read(now -> now.job(workflowId, jobId));
    }

    @Override
    public ReadResult<WorkflowCounts> workflow(String workflowId) {
        return read(now -> now.workflow(workflowId));
    }

    @Override
    public ReadResult<JobExport> export(PageRequest request) {
        return read(now -> now.export(request));
    }

    @Override
    public ReadResult<WorkflowsPage> workflows(WorkflowsRequest request) {
        return read(now -> now.workflows(request));
    }

    @Override
    public ReadResult<Digest> digest(String workflowId) {
        return read(now -> now.digest(workflowId));
    }

    @Override
    public <T> ReadResult<T> atLeast(String workflowId, Freshness wanted, Supplier<ReadResult<T>> read) {
        return read(now -> now.atLeast(workflowId, wanted, read));
    }

    private <T> ReadResult<T> read(Function<JobView, ReadResult<T>> read) {
        JobView now = view;
        return now == null ? new ReadResult.NotReady<>(DETAIL, Duration.ofSeconds(1)) : read.apply(now);
    }

    @Override
    public @Nullable Runnable whenFresh(String workflowId, Freshness wanted, Duration atMost, Runnable wake) {
        JobView now = view;
        return now == null ? null : now.whenFresh(workflowId, wanted, atMost, wake);
    }

    @Override
    public Totals totals() {
        JobView now = view;
        return now == null ? Totals.NONE : now.totals();
    }

    @Override
    public List<PartitionStatus> partitions() {
        JobView now = view;
        return now == null ? List.of() : now.partitions();
    }

    @Override
    public Map<String, Double> clientFigures() {
        JobView now = view;
        return now == null ? Map.of() : now.clientFigures();
    }

    @Override
    public ViewStatus status() {
        JobView now = view;
        return now == null
                ? new ViewStatus(ViewStatus.State.STARTING, DETAIL, 0, 0, false, Duration.ZERO, 0, 0, 0)
                : now.status();
    }
}

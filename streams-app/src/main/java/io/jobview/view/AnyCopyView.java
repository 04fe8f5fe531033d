package io.jobview.view;

import io.jobview.query.Digest;
import io.jobview.query.Freshness;
import io.jobview.query.JobExport;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link ReadFrom#ANY_COPY} of a view. */
record AnyCopyView(StreamsView view) implements JobView {

    @Override
    public JobView from(ReadFrom copies) {
        return view.from(copies);
    }

    @Override
    public ReadResult<JobPage> page(PageRequest request) {
        return read(reads -> reads.page(request));
    }

    @Override
    public ReadResult<Optional<byte[]>> job(String workflowId, String jobId) {
        return read(reads -> reads.job(workflowId, jobId));
    }

    @Override
    public ReadResult<WorkflowCounts> workflow(String workflowId) {
        return read(reads -> reads.workflow(workflowId));
    }

    @Override
    public ReadResult<JobExport> export(PageRequest request) {
        return read(reads -> reads.export(request));
    }

    @Override
    public ReadResult<WorkflowsPage> workflows(WorkflowsRequest request) {
        return read(reads -> reads.workflows(request));
    }

    @Override
    public ReadResult<Digest> digest(String workflowId) {
        return read(reads -> reads.digest(workflowId));
    }

    @Override
    public <T> ReadResult<T> atLeast(String workflowId, Freshness wanted, Supplier<ReadResult<T>> read) {
        return read(reads -> reads.atLeast(workflowId, wanted, read));
    }

    @Override
    public @Nullable Runnable whenFresh(String workflowId, Freshness wanted, Duration atMost, Runnable wake) {
        return view.whenFresh(ReadFrom.ANY_COPY, workflowId, wanted, atMost, wake);
    }

    private <T> ReadResult<T> read(Function<ViewReads, ReadResult<T>> read) {
        return view.read(ReadFrom.ANY_COPY, read);
    }

    @Override
    public Totals totals() {
        return view.totals();
    }

    @Override
    public ViewStatus status() {
        return view.status();
    }

    @Override
    public List<PartitionStatus> partitions() {
        return view.partitions();
    }

    @Override
    public Map<String, Double> clientFigures() {
        return view.clientFigures();
    }
}

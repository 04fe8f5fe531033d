package io.jobview.view;

import io.jobview.query.Digest;
import io.jobview.query.Freshness;
import io.jobview.query.JobExport;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsRequest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads by asking another, which is looked up for each of them: it may not be there yet. */
public interface IndirectReads extends JobReads {

    /** Applies this to whoever is there now, or says why nobody is. */
    <T> ReadResult<T> read(Function<JobReads, ReadResult<T>> read);

    @Override
    default ReadResult<JobPage> page(PageRequest request) {
        return read(reads -> reads.page(request));
    }

    @Override
    default ReadResult<Optional<JobPage>> cachedPage(PageRequest request) {
        return read(reads -> reads.cachedPage(request));
    }

    @Override
    default ReadResult<Optional<byte[]>> job(String workflowId, String jobId) {
        return read(reads -> reads.job(workflowId, jobId));
    }

    @Override
    default ReadResult<WorkflowCounts> workflow(String workflowId) {
        return read(reads -> reads.workflow(workflowId));
    }

    @Override
    default ReadResult<JobExport> export(PageRequest request) {
        return read(reads -> reads.export(request));
    }

    @Override
    default ReadResult<WorkflowsPage> workflows(WorkflowsRequest request) {
        return read(reads -> reads.workflows(request));
    }

    @Override
    default ReadResult<Digest> digest(String workflowId) {
        return read(reads -> reads.digest(workflowId));
    }

    @Override
    default ReadResult<Optional<Digest>> cachedDigest(String workflowId) {
        return read(reads -> reads.cachedDigest(workflowId));
    }

    @Override
    default <T> ReadResult<T> atLeast(String workflowId, Freshness wanted, Supplier<ReadResult<T>> read) {
        return read(reads -> reads.atLeast(workflowId, wanted, read));
    }
}

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
import java.util.function.Supplier;

/** What can be read of workflows and their jobs. Every method may be called from any thread. */
public interface JobReads {

    /** Reads one page; never blocks on the network. */
    ReadResult<JobPage> page(PageRequest request);

    /** The same, unless that takes the disk: then it is empty. For threads that must not wait. */
    ReadResult<Optional<JobPage>> cachedPage(PageRequest request);

    /** Reads the row of one job, its JSON in UTF-8; empty when there is no such job. */
    ReadResult<Optional<byte[]>> job(String workflowId, String jobId);

    /** Counts the jobs of one workflow; all zero for one that nobody heard of. Costs one read. */
    ReadResult<WorkflowCounts> workflow(String workflowId);

    /**
     * Starts an export of a workflow's jobs as they are now. The request's limit is the number of rows in a part. Whoever is served
     * one must close it.
     */
    ReadResult<JobExport> export(PageRequest request);

    /**
     * Reads a page of the workflows that are active here, and says which partitions are not. Each partition is read at a moment of its
     * own, and a position speaks for one partition only: the result has none.
     */
    ReadResult<WorkflowsPage> workflows(WorkflowsRequest request);

    /** What an unchanged workflow's answers are known by; reads no row. Never blocks on the network. */
    ReadResult<Digest> digest(String workflowId);

    /** The same, unless that takes the disk: then it is empty. */
    ReadResult<Optional<Digest>> cachedDigest(String workflowId);

    /**
     * Runs a read of this workflow if its view is as fresh as is wanted, and {@link ReadResult.Behind} if it is not; never returns
     * what an older view said.
     */
    <T> ReadResult<T> atLeast(String workflowId, Freshness wanted, Supplier<ReadResult<T>> read);
}

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The view as its readers see it. Every method may be called from any thread. */
public interface JobView {

    /**
     * The same view, read from other copies; this one reads from the {@link ReadFrom#OWNER}. Costs nothing, so ask for it for each read.
     * Only reads of workflows differ.
     */
    default JobView from(ReadFrom copies) {
        return this; // where there is one copy
    }

    /** Reads one page; never blocks on the network. */
    ReadResult<JobPage> page(PageRequest request);

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

    /**
     * Runs a read of this workflow if its view is as fresh as is wanted, and {@link ReadResult.Behind} if it is not; never returns
     * what an older view said.
     */
    <T> ReadResult<T> atLeast(String workflowId, Freshness wanted, Supplier<ReadResult<T>> read);

    /**
     * Calls {@code wake} once, from a thread of the view, when {@link #atLeast} is worth another try: the workflow's view is as
     * fresh as is wanted, or can no longer be read here, or the time is over. No thread waits meanwhile.
     *
     * @param atMost how long to wait
     * @param wake must return at once
     * @return ends the wait without a call, unless that has begun; null if too many wait already or the view does not run
     */
    @Nullable
    Runnable whenFresh(String workflowId, Freshness wanted, Duration atMost, Runnable wake);

    /** What the local partitions hold together. Reads a record for each workflow: not for polling. */
    Totals totals();

    /** How the view stands, for probes and for people; never blocks on the network. */
    ViewStatus status();

    /** How each home partition stands, in order; empty before their number is known. Never blocks on the network. */
    List<PartitionStatus> partitions();

    /** Figures of the Kafka clients by Kafka's names of them; those that end in {@code -total} only grow. */
    Map<String, Double> clientFigures();
}

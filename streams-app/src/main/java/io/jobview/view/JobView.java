package io.jobview.view;

import io.jobview.query.JobExport;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import java.util.List;
import java.util.Map;
import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsRequest;
import java.util.Optional;

/** The view as its readers see it. Every method may be called from any thread. */
public interface JobView {

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

    /** What the local partitions hold together. Reads a record for each workflow: not for polling. */
    Totals totals();

    /** How the view stands, for probes and for people; never blocks on the network. */
    ViewStatus status();

    /** How each home partition stands, in order; empty before their number is known. Never blocks on the network. */
    List<PartitionStatus> partitions();

    /** Figures of the Kafka clients by Kafka's names of them; those that end in {@code -total} only grow. */
    Map<String, Double> clientFigures();
}

package io.jobview.view;

import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import java.util.List;
import java.util.Map;

/** The view as its readers see it. Every method may be called from any thread. */
public interface JobView {

    /** Reads one page; never blocks on the network. */
    ReadResult<JobPage> page(PageRequest request);

    /** What the local partitions hold together. Reads a record for each workflow: not for polling. */
    Totals totals();

    /** How the view stands, for probes and for people; never blocks on the network. */
    ViewStatus status();

    /** How each home partition stands, in order; empty before their number is known. Never blocks on the network. */
    List<PartitionStatus> partitions();

    /** Figures of the Kafka clients by Kafka's names of them; those that end in {@code -total} only grow. */
    Map<String, Double> clientFigures();
}

package io.jobview.view;

import io.jobview.query.Freshness;
import io.jobview.query.Totals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The view as its readers see it. Every method may be called from any thread. */
public interface JobView extends JobReads {

    /**
     * The same view, read from other copies; this one reads from the {@link ReadFrom#OWNER}. Costs nothing, so ask for it for each read.
     * Only reads of workflows differ.
     */
    default JobView from(ReadFrom copies) {
        return this; // where there is one copy
    }

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

    /** How many partitions the topic of events has, as far as is known: 0 before that, and more once it has grown. */
    int eventPartitions();

    /** Figures of the Kafka clients by Kafka's names of them; those that end in {@code -total} only grow. */
    Map<String, Double> clientFigures();
}

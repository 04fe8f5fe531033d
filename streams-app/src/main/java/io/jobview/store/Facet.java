package io.jobview.store;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.JobFilter;
import io.jobview.store.key.FacetKey;
import io.jobview.store.key.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The jobs of a workflow with one status and trigger: where they are and how many.
 *
 * <p>The count is not for show. Jobs leave PENDING and RUNNING sooner or later, and RocksDB keeps a tombstone for each until
 * it compacts; a scan that knows that it has seen all does not walk through them to find the end.
 */
record Facet(Range range, long count) {

    /** Whether the filter lets every status and trigger pass, so that the rows themselves are the answer. */
    static boolean all(JobFilter filter) {
        return statuses(filter).size() * triggers(filter).size() == JobStatus.values().length * Trigger.values().length;
    }

    /** The facets that pass the filter and are not empty. */
    static List<Facet> passing(JobFilter filter, String workflowId, WorkflowSummary summary) {
        List<Facet> facets = new ArrayList<>();
        for (JobStatus status : statuses(filter)) {
            for (Trigger trigger : triggers(filter)) {
                long count = summary.count(status, trigger);
                if (count > 0) {
                    facets.add(new Facet(
                            FacetKey.range(workflowId, status, trigger).within(filter.created()), count));
                }
            }
        }
        return facets;
    }

    private static Set<JobStatus> statuses(JobFilter filter) {
        return filter.statuses().isEmpty() ? Set.of(JobStatus.values()) : filter.statuses();
    }

    private static Set<Trigger> triggers(JobFilter filter) {
        return filter.triggers().isEmpty() ? Set.of(Trigger.values()) : filter.triggers();
    }
}

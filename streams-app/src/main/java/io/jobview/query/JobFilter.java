package io.jobview.query;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import java.util.Set;

/**
 * Which jobs of a workflow a page may hold.
 *
 * @param statuses the statuses that pass; empty means all
 * @param triggers the triggers that pass; empty means all
 * @param created when the jobs that pass were created
 */
public record JobFilter(Set<JobStatus> statuses, Set<Trigger> triggers, CreatedRange created) {

    /** Lets every job pass. */
    public static final JobFilter ALL = new JobFilter(Set.of(), Set.of());

    public JobFilter {
        statuses = Set.copyOf(statuses);
        triggers = Set.copyOf(triggers);
    }

    /** Lets jobs of every age pass. */
    public JobFilter(Set<JobStatus> statuses, Set<Trigger> triggers) {
        this(statuses, triggers, CreatedRange.EVER);
    }

    /** The same statuses and triggers, but these times. */
    public JobFilter within(CreatedRange range) {
        return range.equals(created) ? this : new JobFilter(statuses, triggers, range);
    }
}

package io.jobview.query;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs a workflow has, exactly.
 *
 * @param counts jobs by status and trigger; every pair is there, with 0 when there are none
 * @param updatedAt the greatest updated_at ever seen, of deleted jobs too; null before any event
 */
public record WorkflowCounts(
        String workflowId,
        Map<JobStatus, Map<Trigger, Long>> counts,
        @Nullable Instant updatedAt) {

    /** Jobs of every status and trigger. */
    public long total() {
        return counts.values().stream()
                .flatMap(byTrigger -> byTrigger.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}

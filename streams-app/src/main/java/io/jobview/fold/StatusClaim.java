package io.jobview.fold;

import io.jobview.event.JobEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one event says about the job's status. The greatest (attempt, rank, occurredAt, status, completedAt) wins:
 * within an attempt a job only moves forward, whatever order the clocks or the partitions give.
 *
 * @param attempt at least 1
 * @param completedAt there exactly when the status is final
 */
public record StatusClaim(
        long attempt,
        JobStatus status,
        Instant occurredAt,
        @Nullable Instant completedAt) implements Comparable<StatusClaim> {

    private static final int FINAL = 2;

    /** @throws IllegalArgumentException when a final status lacks its completion time, or another one has it */
    public StatusClaim {
        if ((completedAt != null) != isFinal(status)) {
            throw new IllegalArgumentException(status + " with completedAt " + completedAt);
        }
    }

    /** The event's claim; null for a {@code job.deleted}, which says nothing about the status. */
    static @Nullable StatusClaim of(JobEvent event) {
        return switch (event.type()) {
            case CREATED, SCHEDULED -> of(event, JobStatus.PENDING, null);
            case STARTED -> of(event, JobStatus.RUNNING, null);
            case COMPLETED -> of(event, JobStatus.COMPLETED, completion(event));
            case FAILED -> of(event, JobStatus.FAILED, completion(event));
            case CANCELLED -> of(event, JobStatus.CANCELLED, completion(event));
            case DELETED -> null;
        };
    }

    private static StatusClaim of(JobEvent event, JobStatus status, @Nullable Instant completedAt) {
        return new StatusClaim(event.attempt(), status, event.occurredAt(), completedAt);
    }

    private static Instant completion(JobEvent event) {
        Instant said = event.completedAt();
        return said != null ? said : event.occurredAt();
    }

    /** Whether an attempt ends in it, and so has a completion time. */
    static boolean isFinal(JobStatus status) {
        return rank(status) == FINAL;
    }

    /** How far along a status is; a higher rank beats a later time within one attempt. */
    private static int rank(JobStatus status) {
        return switch (status) {
            case PENDING -> 0;
            case RUNNING -> 1;
            case COMPLETED, FAILED, CANCELLED -> FINAL;
        };
    }

    @Override
    public int compareTo(StatusClaim other) {
        int order = Long.compare(attempt, other.attempt);
        if (order == 0) {
            order = Integer.compare(rank(status), rank(other.status));
        }
        if (order == 0) {
            order = occurredAt.compareTo(other.occurredAt);
        }
        if (order == 0) {
            order = status.compareTo(other.status);
        }
        // Both or neither are there: the status is the same.
        return order == 0 && completedAt != null && other.completedAt != null
                ? completedAt.compareTo(other.completedAt)
                : order;
    }
}

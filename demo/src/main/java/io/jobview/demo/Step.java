package io.jobview.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in a job's life, and so one event.
 *
 * @param at when it happens, in whole milliseconds
 * @param scheduledAt when the attempt should start; only where it is scheduled
 * @param containerId where the attempt runs; only where it starts
 */
record Step(
        Kind kind,
        Instant at,
        int attempt,
        @Nullable Instant scheduledAt,
        @Nullable String containerId) {

    enum Kind {
        CREATED("job.created"),
        SCHEDULED("job.scheduled"),
        STARTED("job.started"),
        COMPLETED("job.completed"),
        FAILED("job.failed"),
        CANCELLED("job.cancelled");

        final String eventType;

        Kind(String eventType) {
            this.eventType = eventType;
        }
    }

    static Step of(Kind kind, Instant at, int attempt) {
        return new Step(kind, at, attempt, null, null);
    }
}

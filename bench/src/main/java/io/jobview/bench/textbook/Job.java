package io.jobview.bench.textbook;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** A job as an object, one string for each field of the API; what is not known is empty. */
@JsonNaming(SnakeCaseStrategy.class)
record Job(
        String id,
        String workflowId,
        String containerId,
        String status,
        String trigger,
        String scheduledAt,
        String startedAt,
        String completedAt,
        String createdAt,
        String updatedAt) {

    static final Job NONE = new Job("", "", "", "PENDING", "AUTOMATIC", "", "", "", "", "");

    /** As events come: each says what it knows. */
    Job with(Event event) {
        return new Job(
                event.jobId(),
                event.workflowId(),
                latest(event.containerId(), containerId),
                switch (event.type()) {
                    case "job.created", "job.scheduled" -> "PENDING";
                    case "job.started" -> "RUNNING";
                    case "job.completed" -> "COMPLETED";
                    case "job.failed" -> "FAILED";
                    default -> "CANCELLED";
                },
                latest(event.trigger(), trigger),
                latest(event.scheduledAt(), scheduledAt),
                latest(event.startedAt(), startedAt),
                latest(event.completedAt(), completedAt),
                latest(event.createdAt(), createdAt),
                event.occurredAt());
    }

    private static String latest(String told, String known) {
        return told.isEmpty() ? known : told;
    }
}

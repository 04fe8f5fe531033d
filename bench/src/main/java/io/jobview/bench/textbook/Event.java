package io.jobview.bench.textbook;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event as an object; what it does not say is empty. */
@JsonNaming(SnakeCaseStrategy.class)
record Event(
        String type,
        String workflowId,
        String jobId,
        String occurredAt,
        String trigger,
        String containerId,
        String scheduledAt,
        String startedAt,
        String completedAt,
        String createdAt) {

    @SuppressWarnings("NullAway") // Jackson passes null for what is not there
    Event {
        trigger = orEmpty(trigger);
        containerId = orEmpty(containerId);
        scheduledAt = orEmpty(scheduledAt);
        startedAt = orEmpty(startedAt);
        completedAt = orEmpty(completedAt);
        createdAt = orEmpty(createdAt);
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}

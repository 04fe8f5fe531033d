package io.jobview.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One valid event: a fact about one job. Immutable.
 *
 * <p>Only {@link EventDecoder} should make one from outside bytes; it guarantees the bounds below.
 *
 * @param workflowId 1 to 255 bytes of UTF-8 without control characters, not {@code .} or {@code ..}
 * @param jobId bounded like {@code workflowId}
 * @param occurredAt when the publisher says it happened, years 0000 to 9999 in UTC, to the nanosecond
 * @param attempt at least 1
 * @param containerId at most 1024 bytes of UTF-8
 */
public record JobEvent(
        EventType type,
        String workflowId,
        String jobId,
        Instant occurredAt,
        long attempt,
        @Nullable Trigger trigger,
        @Nullable String containerId,
        @Nullable Instant scheduledAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Instant createdAt) {}

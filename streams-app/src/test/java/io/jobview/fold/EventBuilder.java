package io.jobview.fold;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.event.Trigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds an event of job {@code w/j} for tests, naming only what matters to the case. Times are RFC 3339 in UTC. */
public final class EventBuilder {
    private final EventType type;
    private final Instant occurredAt;
    private String workflowId = "w";
    private String jobId = "j";
    private long attempt = 1;
    private @Nullable Trigger trigger;
    private @Nullable String containerId;
    private @Nullable Instant scheduledAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant completedAt;
    private @Nullable Instant createdAt;

    private EventBuilder(EventType type, Instant occurredAt) {
        this.type = type;
        this.occurredAt = occurredAt;
    }

    /** With a value of every field, near the epoch, so that its bytes can be read. */
    static EventBuilder everyField() {
        return event(EventType.FAILED, "1970-01-01T00:00:10.5Z")
                .trigger(Trigger.MANUAL)
                .container("c\u00e9")
                .scheduled("1970-01-01T00:00:08Z")
                .started("1970-01-01T00:00:09.000001Z")
                .completed("1969-12-31T23:59:59.000000001Z")
                .created("1970-01-01T00:00:07Z");
    }

    public static EventBuilder event(EventType type, String occurredAt) {
        return event(type, Instant.parse(occurredAt));
    }

    public static EventBuilder event(EventType type, Instant occurredAt) {
        return new EventBuilder(type, occurredAt);
    }

    public EventBuilder job(String workflow, String job) {
        workflowId = workflow;
        jobId = job;
        return this;
    }

    public EventBuilder attempt(long value) {
        attempt = value;
        return this;
    }

    public EventBuilder trigger(@Nullable Trigger value) {
        trigger = value;
        return this;
    }

    public EventBuilder container(@Nullable String value) {
        containerId = value;
        return this;
    }

    public EventBuilder scheduled(@Nullable Instant value) {
        scheduledAt = value;
        return this;
    }

    public EventBuilder scheduled(String value) {
        return scheduled(Instant.parse(value));
    }

    public EventBuilder started(@Nullable Instant value) {
        startedAt = value;
        return this;
    }

    public EventBuilder started(String value) {
        return started(Instant.parse(value));
    }

    public EventBuilder completed(@Nullable Instant value) {
        completedAt = value;
        return this;
    }

    public EventBuilder completed(String value) {
        return completed(Instant.parse(value));
    }

    public EventBuilder created(@Nullable Instant value) {
        createdAt = value;
        return this;
    }

    public EventBuilder created(String value) {
        return created(Instant.parse(value));
    }

    public JobEvent build() {
        return new JobEvent(
                type,
                workflowId,
                jobId,
                occurredAt,
                attempt,
                trigger,
                containerId,
                scheduledAt,
                startedAt,
                completedAt,
                createdAt);
    }
}

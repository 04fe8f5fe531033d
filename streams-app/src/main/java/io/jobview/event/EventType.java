package io.jobview.event;

import org.jspecify.annotations.Nullable;

/** The lifecycle step that an event reports. */
public enum EventType {
    CREATED("job.created"),
    SCHEDULED("job.scheduled"),
    STARTED("job.started"),
    COMPLETED("job.completed"),
    FAILED("job.failed"),
    CANCELLED("job.cancelled"),
    DELETED("job.deleted");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** How an event writes it, such as {@code job.created}. */
    public String wireName() {
        return wireName;
    }

    /** The type that an event writes as {@code name}, in either spelling of cancelled; null if there is none. */
    static @Nullable EventType of(String name) {
        return switch (name) {
            case "job.created" -> CREATED;
            case "job.scheduled" -> SCHEDULED;
            case "job.started" -> STARTED;
            case "job.completed" -> COMPLETED;
            case "job.failed" -> FAILED;
            case "job.cancelled", "job.canceled" -> CANCELLED;
            case "job.deleted" -> DELETED;
            default -> null;
        };
    }
}

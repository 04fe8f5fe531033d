package io.jobview.event;

import org.jspecify.annotations.Nullable;

/** The fields of the contract (design section 2), in the order in which missing ones are reported. */
enum EventField {
    TYPE("type", true),
    WORKFLOW_ID("workflow_id", true),
    JOB_ID("job_id", true),
    OCCURRED_AT("occurred_at", true),
    ATTEMPT("attempt", false),
    TRIGGER("trigger", false),
    CONTAINER_ID("container_id", false),
    SCHEDULED_AT("scheduled_at", false),
    STARTED_AT("started_at", false),
    COMPLETED_AT("completed_at", false),
    CREATED_AT("created_at", false),
    EVENT_ID("event_id", false);

    private final String wireName;
    private final boolean required;

    EventField(String wireName, boolean required) {
        this.wireName = wireName;
        this.required = required;
    }

    String wireName() {
        return wireName;
    }

    boolean required() {
        return required;
    }

    /** This field's bit in a set of fields. */
    int bit() {
        return 1 << ordinal();
    }

    /** The field that an event writes as {@code name}; null if the contract has no such field. */
    static @Nullable EventField of(String name) {
        return switch (name) {
            case "type" -> TYPE;
            case "workflow_id" -> WORKFLOW_ID;
            case "job_id" -> JOB_ID;
            case "occurred_at" -> OCCURRED_AT;
            case "attempt" -> ATTEMPT;
            case "trigger" -> TRIGGER;
            case "container_id" -> CONTAINER_ID;
            case "scheduled_at" -> SCHEDULED_AT;
            case "started_at" -> STARTED_AT;
            case "completed_at" -> COMPLETED_AT;
            case "created_at" -> CREATED_AT;
            case "event_id" -> EVENT_ID;
            default -> null;
        };
    }
}

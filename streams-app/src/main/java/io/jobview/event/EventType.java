package io.jobview.event;

/** The lifecycle step that an event reports. */
public enum EventType {
    CREATED,
    SCHEDULED,
    STARTED,
    COMPLETED,
    FAILED,
    CANCELLED,
    DELETED
}

package io.jobview.fold;

/** A job's status as served. The order is part of the store's layout and of ties in the fold: append only. */
public enum JobStatus {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED
}

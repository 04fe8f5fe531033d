package io.jobview.event;

/** Who asked for the job. The order is part of the store's layout and of ties in the fold: append only. */
public enum Trigger {
    AUTOMATIC,
    MANUAL
}

package io.jobview.view;

/** Which of the copies of a home partition may answer a read. */
public enum ReadFrom {
    /** The active one. A read of a partition that is active on another instance is {@link ReadResult.Elsewhere}. */
    OWNER,
    /**
     * Whichever is here: the active one, or else a whole copy whose lag is within {@link ViewConfig#maxStandbyStaleness}. Never
     * {@link ReadResult.Elsewhere}: it is for what was sent here by another instance, and for when that one does not answer.
     */
    ANY_COPY
}

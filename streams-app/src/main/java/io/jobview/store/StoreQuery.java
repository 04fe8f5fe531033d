package io.jobview.store;

import org.apache.kafka.streams.query.Query;

/** A query that the store answers itself (IQv2, KIP-796). */
interface StoreQuery<R> extends Query<R> {

    /** Answers from an open store; any number of threads may do so at once. */
    R read(JobDb db, AppliedPosition applied);

    /** Gives back what an answer holds that nobody gets. */
    default void giveUp(R answer) {}
}

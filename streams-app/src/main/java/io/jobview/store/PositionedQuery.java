package io.jobview.store;

import io.jobview.query.Positioned;
import io.jobview.query.ViewPosition;

/** A query whose answer says which events it is sure to reflect. */
interface PositionedQuery<T> extends StoreQuery<Positioned<T>> {

    /** Answers from an open store; any number of threads may do so at once. */
    T read(JobDb db);

    @Override
    default Positioned<T> read(JobDb db, AppliedPosition applied) {
        ViewPosition position = applied.snapshot(); // before the read: it must not claim more than was read
        return new Positioned<>(read(db), position);
    }
}

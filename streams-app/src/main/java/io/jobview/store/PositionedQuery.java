package io.jobview.store;

import io.jobview.query.Positioned;
import io.jobview.query.ViewPosition;

/**
 * A query whose answer says which events it reflects: exactly these when no write ran meanwhile, and else no others. A position that lacked an
 * event that was shown would let a reader who asks for it elsewhere be taken back.
 */
interface PositionedQuery<T> extends StoreQuery<Positioned<T>> {

    /** Answers from an open store; any number of threads may do so at once. */
    T read(JobDb db);

    @Override
    default Positioned<T> read(JobDb db, AppliedPosition applied) {
        long moment = db.clock().now();
        ViewPosition position = applied.snapshot();
        Positioned<T> answer = new Positioned<>(read(db), position);
        if (db.clock().isStill(moment)) {
            return answer;
        }
        giveUp(answer);
        return readAgain(db, applied);
    }

    private Positioned<T> readAgain(JobDb db, AppliedPosition applied) {
        long moment = db.clock().now();
        ViewPosition position = applied.snapshot();
        T value = read(db);
        return new Positioned<>(value, db.clock().isStill(moment) ? position : applied.most());
    }
}

package io.jobview.store;

import io.jobview.query.RowPosition;
import org.rocksdb.RocksIterator;

/** A forward walk over rows in the order in which they are served. Used by one thread, closed by whoever opened it. */
interface Scan extends AutoCloseable {

    /** Whether the walk stands on a row; false at its end. */
    boolean isValid();

    void next();

    /** The iterator that stands on the row, for its value only. */
    RocksIterator row();

    /** The place of the row that the walk stands on. */
    RowPosition place();

    @Override
    void close();
}

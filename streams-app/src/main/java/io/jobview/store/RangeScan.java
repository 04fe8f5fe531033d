package io.jobview.store;

import io.jobview.query.RowPosition;
import io.jobview.store.key.Place;
import io.jobview.store.key.Range;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** A walk over one range of one family. Owns its iterator and the bounds that RocksDB points at. */
final class RangeScan implements Scan {

    private final Range range;
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator iterator;

    RangeScan(JobDb db, Family family, Range range, @Nullable RowPosition after, @Nullable Snapshot snapshot) {
        this.range = range;
        end = new Slice(range.end());
        options = new ReadOptions().setIterateUpperBound(end);
        if (snapshot != null) {
            options.setSnapshot(snapshot);
        }
        iterator = db.iterate(family, options);
        iterator.seek(range.startAfter(after));
    }

    @Override
    public boolean isValid() {
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status(); // an iterator that fails also just ends: never take that for the last page
        } catch (RocksDBException e) {
            throw JobDb.failed("read", e);
        }
        return false;
    }

    @Override
    public void next() {
        iterator.next();
    }

    @Override
    public RocksIterator row() {
        return iterator;
    }

    /** The bytes that order this row among those of other ranges of its kind. */
    byte[] placeBytes() {
        byte[] key = iterator.key();
        return Arrays.copyOfRange(key, range.prefix().length, key.length);
    }

    @Override
    public RowPosition place() {
        return Place.read(iterator.key(), range.prefix().length);
    }

    @Override
    public void close() {
        iterator.close();
        options.close();
        end.close();
    }
}

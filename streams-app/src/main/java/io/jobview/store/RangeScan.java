package io.jobview.store;

import io.jobview.query.RowPosition;
import io.jobview.store.key.Place;
import io.jobview.store.key.Range;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** A walk over one range of one family. Owns its iterator and the bounds that RocksDB points at. */
final class RangeScan implements Scan {

    private final JobDb db;
    private final Range range;
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator iterator;
    private long left;

    private RangeScan(
            JobDb db,
            Family family,
            Range range,
            long most,
            @Nullable RowPosition after,
            ReadTier tier,
            @Nullable Snapshot snapshot) {
        this.db = db;
        this.range = range;
        this.left = range.isEmpty() ? 0 : most;
        end = new Slice(range.end());
        options = new ReadOptions().setIterateUpperBound(end);
        if (tier != ReadTier.READ_ALL_TIER) {
            options.setReadTier(tier);
        }
        if (snapshot != null) {
            options.setSnapshot(snapshot);
        }
        iterator = db.iterate(family, options);
        iterator.seek(range.startAfter(after));
    }

    /** All rows of a range, now or in a snapshot. */
    static RangeScan rows(
            JobDb db, Range rows, @Nullable RowPosition after, ReadTier tier, @Nullable Snapshot snapshot) {
        return new RangeScan(db, Family.ROWS, rows, Long.MAX_VALUE, after, tier, snapshot);
    }

    /** One facet, of the moment at which its count was taken. */
    static RangeScan facet(
            JobDb db, Facet facet, @Nullable RowPosition after, ReadTier tier, @Nullable Snapshot snapshot) {
        return new RangeScan(db, Family.FACETS, facet.range(), facet.count(), after, tier, snapshot);
    }

    @Override
    public boolean isValid() {
        if (left == 0) {
            return false;
        }
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status(); // an iterator that fails also just ends: never take that for the last page
        } catch (RocksDBException e) {
            throw db.notRead(e);
        }
        return false;
    }

    @Override
    public void next() {
        if (--left > 0) { // past the last row there may be a long way of tombstones
            iterator.next();
        }
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

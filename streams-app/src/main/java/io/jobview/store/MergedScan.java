package io.jobview.store;

import io.jobview.query.RowPosition;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/** Several facet scans of one moment, merged by place. A job is in one facet at a time, so no row comes twice. */
final class MergedScan implements Scan {

    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes, below
    private record Head(RangeScan scan, byte[] place) {}

    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing(Head::place, Arrays::compareUnsigned));

    private MergedScan() {}

    static MergedScan open(
            JobDb db, List<Facet> facets, @Nullable RowPosition after, ReadTier tier, @Nullable Snapshot snapshot) {
        MergedScan merged = new MergedScan();
        try {
            for (Facet facet : facets) {
                merged.add(RangeScan.facet(db, facet, after, tier, snapshot));
            }
            return merged;
        } catch (RuntimeException e) {
            merged.close();
            throw e;
        }
    }

    private void add(RangeScan scan) {
        boolean kept = false;
        try {
            kept = scan.isValid() && heads.add(new Head(scan, scan.placeBytes()));
        } finally {
            if (!kept) {
                scan.close(); // also when it failed: nobody else knows of it
            }
        }
    }

    @Override
    public boolean isValid() {
        return !heads.isEmpty();
    }

    @Override
    public void next() {
        RangeScan scan = heads.remove().scan();
        scan.next();
        add(scan);
    }

    @Override
    public RocksIterator row() {
        return heads.element().scan().row();
    }

    @Override
    public RowPosition place() {
        return heads.element().scan().place();
    }

    @Override
    public void close() {
        heads.forEach(head -> head.scan().close());
        heads.clear();
    }
}

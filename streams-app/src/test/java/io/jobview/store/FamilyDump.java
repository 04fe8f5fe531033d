package io.jobview.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/** Reads every entry of every family, at one moment, and the position that was applied before. */
record FamilyDump() implements StoreQuery<FamilyDump.Contents> {

    /** Entries by key in the order of bytes. */
    record Contents(Map<Family, TreeMap<byte[], byte[]>> families, Origins applied) {

        TreeMap<byte[], byte[]> entries(Family family) {
            return families.get(family);
        }

        /** The values in key order. */
        List<byte[]> values(Family family) {
            return new ArrayList<>(entries(family).values());
        }
    }

    @Override
    public Contents read(JobDb db, AppliedPosition applied) {
        Origins before = applied.toOrigins();
        Map<Family, TreeMap<byte[], byte[]>> families = new EnumMap<>(Family.class);
        Snapshot snapshot = db.snapshot();
        try {
            for (Family family : Family.values()) {
                families.put(family, entries(db, family, snapshot));
            }
        } finally {
            db.release(snapshot);
        }
        return new Contents(families, before);
    }

    private static TreeMap<byte[], byte[]> entries(JobDb db, Family family, Snapshot snapshot) {
        TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        try (ReadOptions options = new ReadOptions().setSnapshot(snapshot);
                RocksIterator at = db.iterate(family, options)) {
            for (at.seekToFirst(); at.isValid(); at.next()) {
                entries.put(at.key(), at.value());
            }
            at.status();
            return entries;
        } catch (RocksDBException e) {
            throw db.failed("read", e);
        }
    }
}

package io.jobview.store;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of every store in the process: one block cache, and one write-buffer manager that charges memtables to
 * it. So the bound holds however many partitions are local. Thread-safe; close it after the last store.
 */
public final class StoreMemory implements AutoCloseable {

    private static final int SHARD_BITS = -1; // RocksDB chooses
    private static final double HIGH_PRIORITY_SHARE = 0.2; // index and filter blocks stay when pages churn
    private static final int MEMTABLE_SHARE = 3;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache blockCache;
    private final WriteBufferManager writeBuffers;

    /**
     * @param bytes bound of cached blocks and memtables together; not strict, because a strict cache turns a full cache
     *     into failing reads
     */
    public StoreMemory(long bytes) {
        blockCache = new LRUCache(bytes, SHARD_BITS, false, HIGH_PRIORITY_SHARE);
        writeBuffers = new WriteBufferManager(bytes / MEMTABLE_SHARE, blockCache);
    }

    Cache blockCache() {
        return blockCache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    @Override
    public void close() {
        writeBuffers.close();
        blockCache.close();
    }
}

package io.jobview.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.Statistics;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of every store in the process: one block cache, and one write-buffer manager that charges memtables to
 * it. So the bound holds however many partitions are local. Thread-safe; close it after the last store.
 */
public final class StoreMemory implements AutoCloseable {

    private static final int SHARD_BITS = -1; // RocksDB chooses
    private static final double HIGH_PRIORITY_SHARE = 0.2; // index and filter blocks stay when pages churn
    private static final int MEMTABLE_SHARE = 3;
    private static final int LOAD_SHARE = 2; // of the same size, but heap
    private static final int LOAD_HEAP_SHARE = 8;

    static {
        loadLibrary();
    }

    private final Cache blockCache;
    private final WriteBufferManager writeBuffers;
    private final LoadBudget loads;
    private volatile @Nullable Statistics counted;

    /**
     * @param bytes bound of cached blocks and memtables together; not strict, because a strict cache turns a full cache
     *     into failing reads
     */
    public StoreMemory(long bytes) {
        blockCache = new LRUCache(bytes, SHARD_BITS, false, HIGH_PRIORITY_SHARE);
        writeBuffers = new WriteBufferManager(bytes / MEMTABLE_SHARE, blockCache);
        loads = new LoadBudget(Math.min(bytes / LOAD_SHARE, Runtime.getRuntime().maxMemory() / LOAD_HEAP_SHARE));
    }

    /** Loads RocksDB's native code, once; any other use of a store does so too, and waits for it. */
    public static void loadLibrary() {
        RocksDB.loadLibrary();
    }

    /** Counts what the stores that are opened from now on do; for tests, since counting costs. It stays the caller's. */
    void count(Statistics statistics) {
        counted = statistics;
    }

    @Nullable
    Statistics counted() {
        return counted;
    }

    Cache blockCache() {
        return blockCache;
    }

    LoadBudget loads() {
        return loads;
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

package io.jobview.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.Statistics;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of every store in the process: one block cache, and one write-buffer manager that charges memtables to
 * it. So the bound holds however many partitions are local. And the heap for what their loads and their readers keep. Thread-safe; close it after
 * the last store.
 */
public final class StoreMemory implements AutoCloseable {

    private static final int SHARD_BITS = -1; // RocksDB chooses
    private static final double HIGH_PRIORITY_SHARE = 0.2; // index and filter blocks stay when pages churn
    private static final int MEMTABLE_SHARE = 3;
    private static final int SHARE_OF_HEAP = 8;

    static {
        loadLibrary();
    }

    private final Cache blockCache;
    private final WriteBufferManager writeBuffers;
    private final LoadBudget loads;
    private final RowMemory rows;
    private volatile @Nullable Statistics counted;

    /**
     * @param bytes bound of cached blocks and memtables together; not strict, because a strict cache turns a full cache
     *     into failing reads
     */
    public StoreMemory(long bytes) {
        this(bytes, bytes);
    }

    /**
     * @param bytes as above
     * @param rowBytes bound of the heap for rows that are read again and again, at most an eighth of it; 0 keeps none
     */
    public StoreMemory(long bytes, long rowBytes) {
        blockCache = new LRUCache(bytes, SHARD_BITS, false, HIGH_PRIORITY_SHARE);
        writeBuffers = new WriteBufferManager(bytes / MEMTABLE_SHARE, blockCache);
        // As much again, of the heap; but a store that is being loaded has no blocks in the cache yet.
        loads = new LoadBudget(heapBytes(bytes));
        rows = new RowMemory(heapBytes(rowBytes));
    }

    private static long heapBytes(long most) {
        return Math.min(most, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
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

    RowMemory rows() {
        return rows;
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

package io.jobview.query;

/**
 * What RocksDB says of one store. Counts begin with the opening of the store.
 *
 * @param memtableBytes memory of what is not yet in files
 * @param fileBytes live table files
 * @param pendingCompactionBytes estimate of what compaction is behind
 * @param runningCompactions at this moment
 * @param writeStopped whether writes wait for flushes or compactions now
 * @param stalledNanos time that writes were held back in all
 * @param blockCacheHits blocks found in the cache
 * @param blockCacheMisses blocks read from files
 * @param blockCacheBytes what the cache that all stores of the process share holds
 */
public record StoreFigures(
        long memtableBytes,
        long fileBytes,
        long pendingCompactionBytes,
        long runningCompactions,
        boolean writeStopped,
        long stalledNanos,
        long blockCacheHits,
        long blockCacheMisses,
        long blockCacheBytes) {}

package io.jobview.store;

import io.jobview.query.StoreFigures;
import java.util.concurrent.TimeUnit;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.TickerType;

/** What RocksDB tells of itself, summed over the families where it is of a family. */
final class DbFigures {

    private DbFigures() {}

    static StoreFigures read(RocksDB db, DbOptions options) throws RocksDBException {
        return new StoreFigures(
                db.getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables"),
                db.getAggregatedLongProperty("rocksdb.live-sst-files-size"),
                db.getAggregatedLongProperty("rocksdb.estimate-pending-compaction-bytes"),
                db.getAggregatedLongProperty("rocksdb.num-running-compactions"),
                db.getAggregatedLongProperty("rocksdb.is-write-stopped") > 0,
                TimeUnit.MICROSECONDS.toNanos(options.count(TickerType.STALL_MICROS)),
                options.count(TickerType.BLOCK_CACHE_HIT),
                options.count(TickerType.BLOCK_CACHE_MISS),
                db.getLongProperty("rocksdb.block-cache-usage")); // the families share the cache
    }
}

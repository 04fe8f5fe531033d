package io.jobview.store;

import java.util.EnumSet;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.HistogramType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.SstFileWriter;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;
import org.rocksdb.WriteOptions;

/** Every RocksDB option of a store, each beside its reason. Owns the native option objects: close after the database. */
final class DbOptions implements AutoCloseable {

    private static final long MEMTABLE_BYTES = 32L << 20;
    private static final long ARENA_BYTES = 64L << 10;
    private static final long BLOCK_BYTES = 16L << 10; // a page of rows sits in one or two blocks
    private static final int BLOOM_BITS = 10;
    private static final int INFO_LOG_FILES = 2;

    /** Counters only: for a histogram RocksDB would read the clock at each call. */
    private final Statistics statistics = new Statistics(EnumSet.allOf(HistogramType.class));

    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final DBOptions db;
    private final ColumnFamilyOptions families;
    private final WriteOptions writes;
    private final EnvOptions env = new EnvOptions();
    private final Options files;
    private final Options stateFiles;
    private final Options rowFiles;

    DbOptions(StoreMemory memory) {
        db = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // Offsets and data must reach the files together, or a killed process resumes from the wrong place.
                .setAtomicFlush(true)
                .setWriteBufferManager(memory.writeBuffers())
                // There is one writer: what lets several into a memtable at once only costs.
                .setAllowConcurrentMemtableWrite(false)
                .setStatistics(statistics)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setKeepLogFileNum(INFO_LOG_FILES)
                .setSkipStatsUpdateOnDbOpen(true);
        Statistics counted = memory.counted();
        if (counted != null) {
            db.setStatistics(counted);
        }
        families = new ColumnFamilyOptions()
                .setWriteBufferSize(MEMTABLE_BYTES)
                // What a memtable takes at the least: by default 1 MiB, which times families and partitions exceeds the
                // write-buffer manager's bound, and then every write waits for a flush.
                .setArenaBlockSize(ARENA_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(memory.blockCache())
                        .setBlockSize(BLOCK_BYTES)
                        .setFilterPolicy(bloom)
                        // Outside the cache they would grow without a bound.
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinL0FilterAndIndexBlocksInCache(true));
        // The changelog is the log: what a crash takes from the memtables comes back from there.
        writes = new WriteOptions().setDisableWAL(true);
        files = new Options(db, families);
        // Ids are random and shared prefixes are left out anyway: compressed they take more time than they save room.
        stateFiles = new Options(db, families).setCompressionType(CompressionType.NO_COMPRESSION);
        // Rows are found by their place alone, which no filter of keys tells anything about; packed, they are mostly
        // ids too.
        rowFiles = new Options(db, families).setCompressionType(CompressionType.NO_COMPRESSION);
        rowFiles.setTableFormatConfig(new BlockBasedTableConfig().setBlockSize(BLOCK_BYTES));
    }

    long count(TickerType ticker) {
        return statistics.getTickerCount(ticker);
    }

    DBOptions db() {
        return db;
    }

    ColumnFamilyOptions families() {
        return families;
    }

    WriteOptions writes() {
        return writes;
    }

    /** Writes files of a family outside the database. */
    SstFileWriter fileWriter(Family family) {
        return new SstFileWriter(
                env,
                switch (family) {
                    case STATES -> stateFiles;
                    case ROWS, FACETS -> rowFiles;
                    case META, WORKFLOWS -> files;
                });
    }

    @Override
    public void close() {
        rowFiles.close();
        stateFiles.close();
        files.close();
        env.close();
        writes.close();
        families.close();
        db.close();
        bloom.close();
        statistics.close();
    }
}

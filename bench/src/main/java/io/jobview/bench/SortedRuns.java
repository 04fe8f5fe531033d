package io.jobview.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * How many sorted runs a page must look through: a store without any pending merge flatters its reader. Reads the files beside
 * the store that has them open, so what is still in memory is not counted.
 */
final class SortedRuns {

    private static final String ROWS = "rows";
    private static final int LEVELS = 7;

    private SortedRuns() {}

    /** Of all stores below this folder, those of the one that has fewest. */
    static long fewest(Path state) throws IOException {
        List<Path> stores;
        try (Stream<Path> files = Files.walk(state)) {
            stores = files.filter(file -> file.endsWith("CURRENT"))
                    .map(file -> file.toAbsolutePath().getParent())
                    .toList();
        }
        long fewest = Long.MAX_VALUE;
        for (Path store : stores) {
            try {
                fewest = Math.min(fewest, of(store));
            } catch (RocksDBException e) {
                throw new IOException("cannot look into " + store, e);
            }
        }
        return fewest;
    }

    /** Each file of level 0 is a run, and so is each other level that has files. */
    private static long of(Path store) throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (Options plain = new Options();
                DBOptions options = new DBOptions()) {
            List<ColumnFamilyDescriptor> families = RocksDB.listColumnFamilies(plain, store.toString()).stream()
                    .map(ColumnFamilyDescriptor::new)
                    .toList();
            try (RocksDB db = RocksDB.openReadOnly(options, store.toString(), families, handles)) {
                long runs = 0;
                for (int i = 0; i < families.size(); i++) {
                    if (new String(families.get(i).getName(), StandardCharsets.UTF_8).equals(ROWS)) {
                        runs = runs(db, handles.get(i));
                    }
                }
                handles.forEach(ColumnFamilyHandle::close);
                return runs;
            }
        }
    }

    private static long runs(RocksDB db, ColumnFamilyHandle family) throws RocksDBException {
        long runs = 0;
        for (int level = 0; level < LEVELS; level++) {
            long files = Long.parseLong(db.getProperty(family, "rocksdb.num-files-at-level" + level));
            runs += level == 0 ? files : Math.min(1, files);
        }
        return runs;
    }
}

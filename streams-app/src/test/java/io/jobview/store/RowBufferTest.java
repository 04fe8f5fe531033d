package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Rows of every size around the buffer's own, so that it is full, one short and one over at each of its borders. */
class RowBufferTest {

    private static final int LONGEST = 1_700;

    @TempDir
    private Path folder;

    @Test
    void rowsOfEveryLengthAreJoinedWhole() throws RocksDBException {
        RocksDB.loadLibrary();
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB db = RocksDB.open(options, folder.toString())) {
            for (int length = 1; length <= LONGEST; length++) {
                String row = row(length);
                db.put(new byte[] {0}, row.getBytes(StandardCharsets.US_ASCII));
                try (RocksIterator at = db.newIterator()) {
                    at.seekToFirst();
                    for (int rows = 1; rows <= 5; rows++) {
                        check(at, row, rows, 1);
                        check(at, row, rows, 2);
                        check(at, row, rows, 1_000);
                    }
                }
            }
        }
    }

    private static void check(RocksIterator at, String row, int rows, int limit) {
        RowBuffer buffer = new RowBuffer(limit, RowBuffer.COMMA);
        for (int i = 0; i < rows; i++) {
            buffer.append(at);
        }
        List<String> expected = Collections.nCopies(rows, row);
        assertThat(buffer.rows()).isEqualTo(rows);
        String joined = new String(buffer.toBytes(), StandardCharsets.US_ASCII);
        assertThat(joined.equals(String.join(",", expected)))
                .as("%d rows of %d bytes, limit %d", rows, row.length(), limit)
                .isTrue();
    }

    @Test
    void noRowsAreNoBytes() {
        assertThat(new RowBuffer(10, RowBuffer.COMMA).toBytes()).isEmpty();
    }

    private static String row(int length) {
        StringBuilder row = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            row.append((char) ('a' + i % 26));
        }
        return row.toString();
    }
}

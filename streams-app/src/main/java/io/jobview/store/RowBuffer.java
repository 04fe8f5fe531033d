package io.jobview.store;

import java.util.Arrays;
import org.rocksdb.RocksIterator;

/** Collects rows, joined by commas, straight from an iterator: one copy and one native call for each row. */
final class RowBuffer {

    private static final int USUAL_ROW_BYTES = 400;
    private static final int FIRST_ROWS = 64;

    private byte[] bytes;
    private int size;
    private int rows;

    RowBuffer(int limit) {
        bytes = new byte[Math.min(limit, FIRST_ROWS) * USUAL_ROW_BYTES];
    }

    void append(RocksIterator at) {
        int start = rows == 0 ? 0 : size + 1;
        if (start >= bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        int length = at.value(bytes, start, bytes.length - start);
        if (length > bytes.length - start) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
            at.value(bytes, start, length);
        }
        if (rows > 0) {
            bytes[size] = ',';
        }
        size = start + length;
        rows++;
    }

    int rows() {
        return rows;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}

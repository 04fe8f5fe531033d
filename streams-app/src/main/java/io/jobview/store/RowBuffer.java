package io.jobview.store;

import java.util.Arrays;
import org.rocksdb.RocksIterator;

/** Collects rows, joined by commas or as lines, straight from an iterator: one copy and one native call for each row. */
final class RowBuffer {

    private static final int USUAL_ROW_BYTES = 400;
    private static final int FIRST_ROWS = 64;

    static final char COMMA = ',';
    static final char LINE_FEED = '\n';

    private final char separator;
    private byte[] bytes;
    private int size;
    private int rows;

    /** @param separator {@link #COMMA} between rows, or {@link #LINE_FEED} after each */
    RowBuffer(int limit, char separator) {
        bytes = new byte[Math.min(limit, FIRST_ROWS) * USUAL_ROW_BYTES];
        this.separator = separator;
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
            bytes[size] = (byte) separator;
        }
        size = start + length;
        rows++;
    }

    int rows() {
        return rows;
    }

    byte[] toBytes() {
        if (separator == COMMA || rows == 0) {
            return Arrays.copyOf(bytes, size);
        }
        byte[] lines = Arrays.copyOf(bytes, size + 1);
        lines[size] = LINE_FEED;
        return lines;
    }
}

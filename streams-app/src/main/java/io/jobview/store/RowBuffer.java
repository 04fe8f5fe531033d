package io.jobview.store;

import io.jobview.query.PageRows;
import java.util.Arrays;

/** Collects rows, joined by commas or as lines, in a buffer that is laid out as {@link PageRows} wants it. */
final class RowBuffer {

    static final char COMMA = ',';
    static final char LINE_FEED = '\n';

    private static final int USUAL_ROW_BYTES = 400;
    private static final int FIRST_ROWS = 100;
    private static final int ROOM_AFTER = 256; // for the end of a body and its cursor

    private final char separator;
    private byte[] bytes;
    private int size = PageRows.ROOM_BEFORE;
    private int lastStart;
    private int rows;

    private RowBuffer(char separator, int bytes) {
        this.bytes = new byte[size + bytes + ROOM_AFTER];
        this.separator = separator;
    }

    /** @param separator {@link #COMMA} between rows, or {@link #LINE_FEED} after each */
    RowBuffer(int limit, char separator) {
        this(separator, Math.min(limit, FIRST_ROWS) * USUAL_ROW_BYTES);
    }

    /** For rows between commas that have so many bytes, the commas too. */
    static RowBuffer ofBytes(int bytes) {
        return new RowBuffer(COMMA, bytes);
    }

    /** A row that begins an array. */
    void append(byte[] row, int length) {
        append(row, 0, length);
    }

    /** A row that lies within an array. */
    void append(byte[] from, int offset, int length) {
        int start = rows == 0 ? size : size + 1;
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
        }
        if (rows > 0) {
            bytes[size] = (byte) separator;
        }
        System.arraycopy(from, offset, bytes, start, length);
        lastStart = start;
        size = start + length;
        rows++;
    }

    /** A copy of the row appended last. */
    byte[] last() {
        return Arrays.copyOfRange(bytes, lastStart, size);
    }

    int rows() {
        return rows;
    }

    /** Hands the buffer over: nothing may be appended any more. */
    PageRows toPage() {
        if (separator == LINE_FEED && rows > 0) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size + 1);
            }
            bytes[size++] = LINE_FEED;
        }
        return new PageRows(bytes, size);
    }

    byte[] toBytes() {
        return toPage().toBytes();
    }
}

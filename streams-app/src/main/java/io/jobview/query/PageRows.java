package io.jobview.query;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The rows of a page: JSON objects in UTF-8, joined by commas. There is room around them, so that a body is put together where
 * they are instead of in a copy. Belongs to whoever the page was handed to; for one thread.
 */
public final class PageRows {

    /** Free bytes before the rows. */
    public static final int ROOM_BEFORE = 16;

    private final byte[] buffer;
    private final int end;

    /**
     * Takes the buffer over.
     *
     * @param buffer {@value #ROOM_BEFORE} free bytes, the rows, and what is left
     * @param end where the rows end
     */
    public PageRows(byte[] buffer, int end) {
        this.buffer = buffer;
        this.end = end;
    }

    static PageRows of(byte[] rows) {
        byte[] buffer = new byte[ROOM_BEFORE + rows.length];
        System.arraycopy(rows, 0, buffer, ROOM_BEFORE, rows.length);
        return new PageRows(buffer, buffer.length);
    }

    /** The rows alone. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(buffer, ROOM_BEFORE, end);
    }

    /**
     * The rows between two parts.
     *
     * @param before at most {@value #ROOM_BEFORE} bytes
     */
    public ByteBuffer between(byte[] before, byte[] after) {
        byte[] whole = end + after.length <= buffer.length ? buffer : Arrays.copyOf(buffer, end + after.length);
        int start = ROOM_BEFORE - before.length;
        System.arraycopy(before, 0, whole, start, before.length);
        System.arraycopy(after, 0, whole, end, after.length);
        return ByteBuffer.wrap(whole, start, end + after.length - start);
    }
}

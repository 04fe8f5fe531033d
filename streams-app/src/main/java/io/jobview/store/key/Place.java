package io.jobview.store.key;

import io.jobview.query.RowPosition;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The tail that rows and facets share: created_at descending, then job id descending. Every byte is complemented, so that
 * ascending bytes are the order in which jobs are served; forward iteration is the cheap direction in RocksDB.
 *
 * <p>Layout: seconds (8, sign flipped), nanoseconds (4), job id, end; all complemented.
 */
public final class Place {

    static final int TIME_BYTES = Long.BYTES + Integer.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Place() {}

    static int size(byte[] jobId) {
        return TIME_BYTES + jobId.length + 1;
    }

    static void write(byte[] key, int at, Instant createdAt, byte[] jobId) {
        write(key, at, createdAt, jobId, 0, jobId.length);
    }

    /** The same of an id that lies within an array. */
    static void write(byte[] key, int at, Instant createdAt, byte[] jobId, int from, int length) {
        writeTime(key, at, createdAt);
        int next = at + TIME_BYTES;
        for (int i = from; i < from + length; i++) {
            key[next++] = (byte) ~jobId[i];
        }
        key[next] = KeyBytes.COMPLEMENTED_END;
    }

    static void writeTime(byte[] key, int at, Instant createdAt) {
        LONG.set(key, at, ~(createdAt.getEpochSecond() ^ Long.MIN_VALUE));
        INT.set(key, at + Long.BYTES, ~createdAt.getNano());
    }

    /** Reads the place that starts at {@code at} and ends with the key. */
    public static RowPosition read(byte[] key, int at) {
        ByteBuffer time = ByteBuffer.wrap(key, at, TIME_BYTES);
        long seconds = ~time.getLong() ^ Long.MIN_VALUE;
        int nanos = ~time.getInt();
        byte[] jobId = new byte[key.length - at - TIME_BYTES - 1];
        for (int i = 0; i < jobId.length; i++) {
            jobId[i] = (byte) ~key[at + TIME_BYTES + i];
        }
        return new RowPosition(Instant.ofEpochSecond(seconds, nanos), new String(jobId, StandardCharsets.UTF_8));
    }
}

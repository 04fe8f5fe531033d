package io.jobview.fold;

import java.time.Instant;

/**
 * Writes the primitives of {@link JobStateCodec} and {@link PackedRow} into one array. The caller bounds the size. Not thread-safe.
 *
 * <p>Numbers are little-endian base-128 varints. An instant is the difference in seconds from the instant before it
 * (a job's times lie close together), zigzagged, then the fraction: its unit in the two low bits (0 milliseconds,
 * 1 microseconds, 2 nanoseconds), the count of that unit above.
 */
final class PackedWriter {
    private final byte[] bytes;
    private int end;
    private long seconds;

    PackedWriter(byte[] bytes, int start) {
        this.bytes = bytes;
        this.end = start;
    }

    void put(int value) {
        bytes[end++] = (byte) value;
    }

    void put(byte[] value) {
        put(value, 0, value.length);
    }

    void put(byte[] value, int from, int length) {
        System.arraycopy(value, from, bytes, end, length);
        end += length;
    }

    void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
    }

    void instant(Instant instant) {
        long delta = instant.getEpochSecond() - seconds;
        seconds = instant.getEpochSecond();
        number(delta << 1 ^ delta >> 63);
        fraction(instant.getNano());
    }

    /** In the coarsest unit that holds it, as most clocks tick in milliseconds or microseconds. */
    private void fraction(int nanos) {
        if (nanos % 1_000_000 == 0) {
            number((long) nanos / 1_000_000 << 2);
        } else if (nanos % 1_000 == 0) {
            number((long) nanos / 1_000 << 2 | 1);
        } else {
            number((long) nanos << 2 | 2);
        }
    }

    /** The index behind what was written. */
    int end() {
        return end;
    }
}

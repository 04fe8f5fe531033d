package io.jobview.store;

import java.nio.ByteBuffer;

/** Unsigned LEB128: seven bits a byte, low bits first; a value of up to 2^63-1 takes 1 to 9 bytes. */
final class Varint {

    private static final int MORE = 0x80;

    private Varint() {}

    static int size(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    static void write(ByteBuffer into, long value) {
        long rest = value;
        while (rest >= MORE) {
            into.put((byte) (rest | MORE));
            rest >>>= 7;
        }
        into.put((byte) rest);
    }

    /**
     * Reads the one form that {@link #write} gives a value, so that equal values have equal bytes.
     *
     * @throws IllegalArgumentException if the value does not fit or is written in more bytes than it needs
     * @throws java.nio.BufferUnderflowException if the bytes end before it does
     */
    static long read(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte next = from.get();
            value |= (long) (next & (MORE - 1)) << shift;
            if (next >= 0) {
                if (next == 0 && shift > 0) {
                    throw new IllegalArgumentException("varint ends with a byte that adds nothing");
                }
                return value;
            }
        }
        throw new IllegalArgumentException("varint is longer than 9 bytes");
    }
}

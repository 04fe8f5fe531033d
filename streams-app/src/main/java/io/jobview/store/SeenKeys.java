package io.jobview.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Says of a key that it is new, or that it may have been seen: a Bloom filter of two bits in one word (Bloom, 1970; Putze and others, 2007). It
 * spares a bulk load a read for each record, as a compacted changelog holds most keys once. 4 MB; of five million keys one in ten is taken
 * for seen. For one thread.
 */
final class SeenKeys {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int WORDS = 1 << 19;
    private static final int BIT_BITS = 6; // which bit of a word

    private final long[] words = new long[WORDS];

    /** Notes the key, which lies within an array; whether it may have been noted before. */
    boolean addMaybeSeen(byte[] bytes, int from, int length) {
        long hash = hash(bytes, from, length);
        long both = 1L << hash | 1L << (hash >>> BIT_BITS); // a shift takes the lowest bits of its distance
        int word = (int) (hash >>> 2 * BIT_BITS) & WORDS - 1;
        boolean seen = (words[word] & both) == both;
        words[word] |= both;
        return seen;
    }

    private static long hash(byte[] bytes, int from, int length) {
        long hash = length;
        int at = from;
        int end = from + length;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << Byte.SIZE | bytes[at] & 0xff;
        }
        return mix(hash ^ rest);
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(long value) {
        long hash = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}

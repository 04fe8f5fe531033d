package io.jobview.store;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Says of a key that it is new, or that it may have been seen: a Bloom filter of two hashes (Bloom, 1970). It spares a bulk load a read for
 * each record, as a compacted changelog holds most keys once. 4 MB; of five million keys one in ten is taken for seen. For one thread.
 */
final class SeenKeys {

    private static final int BITS = 1 << 25;

    private final BitSet bits = new BitSet(BITS);

    /** Notes the key; whether it may have been noted before. */
    boolean addMaybeSeen(byte[] key) {
        long hash = mix(Arrays.hashCode(key), key.length == 0 ? 0 : fold(key));
        int one = (int) (hash & (BITS - 1));
        int other = (int) ((hash >>> 32) & (BITS - 1));
        boolean seen = bits.get(one) && bits.get(other);
        bits.set(one);
        bits.set(other);
        return seen;
    }

    /** Another 64 bits of the key (FNV-1a), since its hash code has only 32. */
    private static long fold(byte[] key) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : key) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(int one, long other) {
        long hash = other + one;
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}

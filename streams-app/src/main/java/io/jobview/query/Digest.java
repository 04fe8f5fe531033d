package io.jobview.query;

import org.apache.commons.codec.digest.MurmurHash3;

/**
 * A 128-bit sum of a hash of each row. A sum has no order, so it is kept by adding and subtracting rows, and equal views
 * have equal digests on any replica and after any replay. It guards against mistakes, not against forgery.
 */
public record Digest(long high, long low) {

    public static final Digest ZERO = new Digest(0, 0);

    private static final int SEED = 0;

    /** The digest of a view that holds only this row. */
    public static Digest ofRow(byte[] row) {
        long[] hash = MurmurHash3.hash128x64(row, 0, row.length, SEED);
        return new Digest(hash[0], hash[1]);
    }

    public Digest plus(Digest other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Digest(high + other.high + carry, sum);
    }

    public Digest minus(Digest other) {
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Digest(high - other.high - borrow, low - other.low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}

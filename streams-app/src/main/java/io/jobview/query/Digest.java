package io.jobview.query;

/**
 * A 128-bit sum of a hash of each row, as it is packed with its workflow's id behind it. A sum has no order, so it is kept by adding and subtracting rows, and equal views
 * have equal digests on any replica and after any replay. It guards against mistakes, not against forgery.
 */
public record Digest(long high, long low) {

    public static final Digest ZERO = new Digest(0, 0);

    /** The hash of some bytes. */
    public static Digest of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The same of what lies within an array: of a row as it is packed, the digest of a view that holds no other. */
    public static Digest of(byte[] bytes, int from, int length) {
        return Murmur3.hash(bytes, from, length);
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

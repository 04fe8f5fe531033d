package io.jobview.fold;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Reads what {@link PackedWriter} writes, and nothing else: each value has exactly one form, so that equal states
 * have equal bytes. Every method throws {@link IllegalArgumentException} on bytes that no writer makes.
 * Not thread-safe.
 */
final class PackedReader {
    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private static final byte[] NOTHING = {};

    private final String what;
    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private int at;
    private long seconds;
    private int nanos;

    /** @param what these bytes ought to be */
    PackedReader(String what) {
        this.what = what;
    }

    PackedReader(String what, byte[] bytes, int offset, int length) {
        this(what);
        begin(bytes, offset, length);
    }

    /** Begins to read other bytes, as if it were new. */
    void begin(byte[] other, int offset, int length) {
        bytes = other;
        start = offset;
        at = offset;
        end = offset + length;
        seconds = 0;
    }

    byte take() {
        if (at == end) {
            throw wrong("cut short");
        }
        return bytes[at++];
    }

    long number() {
        if (at < end && bytes[at] >= 0) { // as most
            return bytes[at++];
        }
        long value = 0;
        int from = at;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (from == end) {
                throw wrong("cut short");
            }
            byte next = bytes[from++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                at = from;
                // A zero at the end adds nothing; the tenth byte has room for one bit.
                if (next == 0 && shift > 0 || shift == 63 && next > 1) {
                    throw wrong("a number in a form that is never written");
                }
                return value;
            }
        }
        throw wrong("a number of more than 64 bits");
    }

    long attempt() {
        long attempt = number();
        if (attempt < 1) {
            throw wrong("attempt " + attempt);
        }
        return attempt;
    }

    Instant instant() {
        time();
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** Reads an instant into {@link #seconds} and {@link #nanos}, without an object. */
    void time() {
        long zigzag = number();
        long delta = zigzag >>> 1 ^ -(zigzag & 1);
        nanos = fraction();
        // The first test keeps the sum of the second from overflowing.
        if (Math.abs(delta) > LAST_SECOND - FIRST_SECOND
                || seconds + delta < FIRST_SECOND
                || seconds + delta > LAST_SECOND) {
            throw wrong("a time outside the years 0000 to 9999");
        }
        seconds += delta;
    }

    /** Since 1970, of the last instant. */
    long seconds() {
        return seconds;
    }

    /** Of the second, of the last instant. */
    int nanos() {
        return nanos;
    }

    private int fraction() {
        long number = number();
        int unit = (int) number & 3;
        int nanosPerUnit = unit == 0 ? 1_000_000 : unit == 1 ? 1_000 : 1;
        long count = number >>> 2;
        boolean fits = unit < 3 && count < NANOS_PER_SECOND / nanosPerUnit;
        // A finer unit than needed would give one time two forms.
        if (!fits || unit > 0 && count % 1_000 == 0) {
            throw wrong("a fraction of a second in a form that is never written");
        }
        return (int) count * nanosPerUnit;
    }

    <E> E constant(E[] values) {
        int ordinal = take();
        if (ordinal < 0 || ordinal >= values.length) {
            throw wrong("an unknown " + values.getClass().getComponentType().getSimpleName() + " " + ordinal);
        }
        return values[ordinal];
    }

    /** The length of a text; its bytes are those {@link #before} the reader, which has passed them. */
    int passText() {
        long length = number();
        if (length < 0 || length > end - at) {
            throw wrong("cut short in a text");
        }
        at += (int) length;
        return (int) length;
    }

    /** The index of what lies so many bytes back. */
    int before(int length) {
        return at - length;
    }

    String text() {
        int length = passText();
        int from = before(length);
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        // Decoding replaces what is not UTF-8 by U+FFFD, which may also be there by right.
        if (text.indexOf('\ufffd') >= 0
                && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, from, at))) {
            throw wrong("a text that is not UTF-8");
        }
        return text;
    }

    void end() {
        if (at != end) {
            throw wrong((end - at) + " bytes too many");
        }
    }

    IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("not a " + what + ": " + why + " at byte " + (at - start));
    }
}

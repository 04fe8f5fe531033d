package io.jobview.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of JSON as {@link PlainEvent} takes them, left to right: a string counts only in printable ASCII without escapes, a number
 * only in digits. For one use by one thread.
 */
final class PlainText {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final byte DELETE = 0x7F;

    /** So many never exceed a long. */
    private static final int MOST_DIGITS = 18;

    private final byte[] json;
    private int at;
    private int from; // of the string just read, without its quotes
    private int to;

    PlainText(byte[] json) {
        this.json = json;
    }

    /** Steps over blanks and this character, if it is next. */
    boolean take(char expected) {
        skipBlanks();
        if (at < json.length && json[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    boolean isAtEnd() {
        skipBlanks();
        return at == json.length;
    }

    private void skipBlanks() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    /** Reads a string; false if none is next that is plain. */
    boolean string() {
        if (!take('"')) {
            return false;
        }
        from = at;
        while (at + Long.BYTES <= json.length && isInside((long) LONGS.get(json, at))) {
            at += Long.BYTES;
        }
        for (; at < json.length; at++) {
            byte c = json[at];
            if (c == '"') {
                to = at++;
                return true;
            }
            if (c < ' ' || c == '\\' || c == DELETE) { // bytes above ASCII are negative
                return false;
            }
        }
        return false;
    }

    /** Whether none of eight bytes ends a string or is not plain. */
    private static boolean isInside(long bytes) {
        long below = bytes - ' ' * ONES;
        return ((below | bytes | zeros(bytes ^ '"' * ONES) | zeros(bytes ^ '\\' * ONES) | zeros(bytes ^ DELETE * ONES))
                        & HIGH_BITS)
                == 0;
    }

    /** Has the high bit of some byte set if a byte is zero, and of none if none is. */
    private static long zeros(long bytes) {
        return (bytes - ONES) & ~bytes;
    }

    /** Reads a number; -1 if none is next that is plain and above zero. */
    long number() {
        skipBlanks();
        int first = at;
        long number = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9' && at - first < MOST_DIGITS) {
            number = number * 10 + json[at++] - '0';
        }
        return at == first || json[first] == '0' ? -1 : number;
    }

    /** Of the string just read, as all below. */
    int length() {
        return to - from;
    }

    boolean is(byte[] ascii) {
        return to - from == ascii.length && Arrays.equals(json, from, to, ascii, 0, ascii.length);
    }

    String text() {
        return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Null if it is no time. */
    @Nullable
    Instant time() {
        char[] chars = new char[to - from];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) json[from + i];
        }
        return Rfc3339.parse(chars, 0, chars.length);
    }
}

package io.jobview.fold;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The inside of a JSON string in UTF-8 (RFC 8259 section 7): only the quote, the backslash and the control
 * characters below U+0020 are escaped, in their shortest form; everything else stays as it is.
 */
final class JsonText {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L; // times a byte: that byte eight times

    private static final long TOP_BITS = 0x8080808080808080L;

    private static final int LONGEST_ESCAPE = 6;

    private JsonText() {}

    /** How many bytes more than the text {@link #write} may need at most. */
    static int growth(byte[] raw, int from, int length) {
        int escapes = 0;
        int at = from;
        // As a rule none needs an escape, and that is seen of eight at once.
        while (at <= from + length - Long.BYTES && !anyNeedsEscape((long) LONG.get(raw, at))) {
            at += Long.BYTES;
        }
        for (int i = at; i < from + length; i++) {
            escapes += needsEscape(raw[i]) ? 1 : 0;
        }
        return escapes * (LONGEST_ESCAPE - 1);
    }

    /**
     * Writes the text without the surrounding quotes and returns the index behind it.
     *
     * @param raw its UTF-8, within an array
     */
    static int write(byte[] raw, int from, int length, byte[] out, int start) {
        int end = start;
        for (int i = from; i < from + length; i++) {
            byte unit = raw[i];
            if (!needsEscape(unit)) {
                out[end++] = unit;
                continue;
            }
            out[end++] = '\\';
            byte letter = letter(unit);
            out[end++] = letter;
            if (letter == 'u') {
                out[end++] = '0';
                out[end++] = '0';
                out[end++] = HEX[unit >> 4];
                out[end++] = HEX[unit & 15];
            }
        }
        return end;
    }

    /** The same of eight bytes (the tests for a zero byte and for one below a bound in Warren, Hacker's Delight, section 6-1). */
    private static boolean anyNeedsEscape(long units) {
        long quote = units ^ EACH * '"';
        long backslash = units ^ EACH * '\\';
        long found = quote - EACH & ~quote | backslash - EACH & ~backslash | units - EACH * ' ' & ~units;
        return (found & TOP_BITS) != 0;
    }

    /** Bytes of a multi-byte character are negative and never need one. */
    private static boolean needsEscape(byte unit) {
        return unit == '"' || unit == '\\' || unit >= 0 && unit < ' ';
    }

    private static byte letter(byte unit) {
        return switch (unit) {
            case '"', '\\' -> unit;
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> 'u';
        };
    }
}

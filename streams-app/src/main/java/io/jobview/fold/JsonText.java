package io.jobview.fold;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The inside of a JSON string in UTF-8 (RFC 8259 section 7): only the quote, the backslash and the control
 * characters below U+0020 are escaped, in their shortest form; everything else stays as it is.
 */
final class JsonText {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /** A fresh array without the surrounding quotes. */
    static byte[] utf8(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        int escapes = 0;
        for (byte unit : raw) {
            escapes += needsEscape(unit) ? 1 : 0;
        }
        return escapes == 0 ? raw : escape(raw, escapes);
    }

    private static byte[] escape(byte[] raw, int escapes) {
        byte[] out = new byte[raw.length + escapes * 5];
        int end = 0;
        for (byte unit : raw) {
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
        return Arrays.copyOf(out, end);
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

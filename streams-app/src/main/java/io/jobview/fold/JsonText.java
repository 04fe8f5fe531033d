package io.jobview.fold;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The inside of a JSON string in UTF-8 (RFC 8259 section 7): only the quote, the backslash and the control
 * characters below U+0020 are escaped, in their shortest form; everything else stays as it is.
 */
final class JsonText {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L; // times a byte: that byte eight times

    private static final long TOP_BITS = 0x8080808080808080L;

    private static final int LONGEST_ESCAPE = 6;

    /** Of each byte what is written for it, the first byte lowest, and how long that is. */
    private static final long[] WRITTEN = new long[1 << Byte.SIZE];

    private static final byte[] LENGTHS = new byte[1 << Byte.SIZE];

    static {
        for (int unit = 0; unit < WRITTEN.length; unit++) {
            set(unit, unit < ' ' ? "\\u%04X".formatted(unit) : "" + (char) unit);
        }
        set('"', "\\\"");
        set('\\', "\\\\");
        set('\b', "\\b");
        set('\t', "\\t");
        set('\n', "\\n");
        set('\f', "\\f");
        set('\r', "\\r");
    }

    private JsonText() {}

    private static void set(int unit, String written) {
        WRITTEN[unit] = 0;
        LENGTHS[unit] = (byte) written.length();
        for (int i = 0; i < written.length(); i++) {
            WRITTEN[unit] |= (long) written.charAt(i) << i * Byte.SIZE;
        }
    }

    /** How much more room than the text {@link #write} may need at most; 0 if the text stays as it is. */
    static int growth(byte[] raw, int from, int length) {
        int end = from + length;
        int at = from;
        // As a rule none needs an escape, and that is seen of eight at once.
        while (at <= end - Long.BYTES && !anyNeedsEscape((long) LONG.get(raw, at))) {
            at += Long.BYTES;
        }
        while (at < end && LENGTHS[raw[at] & 0xFF] == 1) {
            at++;
        }
        return at == end ? 0 : (end - at) * (LONGEST_ESCAPE - 1) + Long.BYTES;
    }

    /**
     * Writes the text without the surrounding quotes and returns the index behind it.
     *
     * @param raw its UTF-8, within an array
     * @param out has the room that {@link #growth} asks for; what lies behind the text in it may be written over
     */
    static int write(byte[] raw, int from, int length, byte[] out, int start) {
        int end = start;
        int at = from;
        for (; at <= from + length - Long.BYTES; at += Long.BYTES) {
            long units = (long) LONG.get(raw, at);
            if (anyNeedsEscape(units)) {
                end = writeEach(raw, at, Long.BYTES, out, end);
            } else {
                LONG.set(out, end, units);
                end += Long.BYTES;
            }
        }
        return writeEach(raw, at, from + length - at, out, end);
    }

    /** Without a branch: where the escapes are nobody can foresee. */
    private static int writeEach(byte[] raw, int from, int length, byte[] out, int start) {
        int end = start;
        for (int at = from; at < from + length; at++) {
            int unit = raw[at] & 0xFF;
            LONG.set(out, end, WRITTEN[unit]);
            end += LENGTHS[unit];
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
}

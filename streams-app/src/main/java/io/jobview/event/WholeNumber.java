package io.jobview.event;

/**
 * Reads a JSON number as an integer in the sense of JSON Schema, where {@code 1.0} and {@code 1e0} are integers too.
 * Works on the digits, so {@code 1e999999999} costs nothing.
 */
final class WholeNumber {
    /** {@link Long#MAX_VALUE} has this many digits. */
    private static final int MAX_DIGITS = 19;

    private WholeNumber() {}

    /**
     * @param text one number by the grammar of RFC 8259, from {@code from}, {@code length} characters
     * @return the number, or -1 if it is not an integer from 1 to {@link Long#MAX_VALUE}
     */
    static long parse(char[] text, int from, int length) {
        int end = from + length;
        long value = 0;
        int significant = 0;
        int zeros = 0; // zeros seen after the first significant digit and not yet multiplied in
        int scale = 0; // digits after the point
        boolean afterPoint = false;
        int i = from;
        for (; i < end && (text[i] | 0x20) != 'e'; i++) {
            char c = text[i];
            if (c == '.') {
                afterPoint = true;
                continue;
            }
            if (c == '-') {
                return -1;
            }
            scale += afterPoint ? 1 : 0;
            if (c == '0') {
                zeros += significant > 0 ? 1 : 0;
                continue;
            }
            significant += zeros + 1;
            if (significant > MAX_DIGITS) {
                return -1;
            }
            value = shift(value, zeros + 1);
            zeros = 0;
            value = value < 0 || value > Long.MAX_VALUE - (c - '0') ? -1 : value + (c - '0');
            if (value < 0) {
                return -1;
            }
        }
        long power = exponent(text, i + 1, end) - scale + zeros;
        return value == 0 || power < 0 ? -1 : shift(value, power);
    }

    /** {@code value} times ten to the {@code power}, or -1 if that is too large. */
    private static long shift(long value, long power) {
        long shifted = value;
        for (long left = value == 0 ? 0 : power; left > 0; left--) {
            if (shifted > Long.MAX_VALUE / 10) {
                return -1;
            }
            shifted *= 10;
        }
        return shifted;
    }

    /** The exponent, held within what an int has, which no 64 KiB of digits can bring back into range. */
    private static long exponent(char[] text, int from, int end) {
        long exponent = 0;
        boolean negative = from < end && text[from] == '-';
        for (int i = from; i < end; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                exponent = Math.min(exponent * 10 + text[i] - '0', Integer.MAX_VALUE);
            }
        }
        return negative ? -exponent : exponent;
    }
}

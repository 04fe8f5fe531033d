package io.jobview.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strict percent-decoding (RFC 3986 section 2.1). The JDK's URLDecoder reads a plus in a path as a space and replaces
 * bad UTF-8, so two ids could become one.
 */
final class PercentDecoder {

    private PercentDecoder() {}

    /** The bytes of one path segment; null on a bad escape or a character that no URI holds. */
    static byte @Nullable [] pathBytes(String raw, int from, int to) {
        return bytes(raw, from, to, false);
    }

    /** The text of a query name or value, where a plus is a space; null on a bad escape or invalid UTF-8. */
    static @Nullable String queryText(String raw, int from, int to) {
        if (isPlain(raw, from, to) && raw.indexOf('+', from) < 0) {
            return raw.substring(from, to);
        }
        byte[] bytes = bytes(raw, from, to, true);
        try {
            return bytes == null
                    ? null
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Whether there is nothing to decode and nothing to refuse. */
    static boolean isPlain(String raw) {
        return isPlain(raw, 0, raw.length());
    }

    private static boolean isPlain(String raw, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '%') {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] bytes(String raw, int from, int to, boolean plusIsSpace) {
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < to ? hexDigit(raw.charAt(i + 1)) : -1;
                int low = i + 2 < to ? hexDigit(raw.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c <= ' ' || c >= 0x7F) {
                return null;
            } else {
                bytes[length++] = (byte) (plusIsSpace && c == '+' ? ' ' : c);
            }
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Not Character.digit, which takes the digits of every script. */
    private static int hexDigit(char c) {
        return c >= '0' && c <= '9'
                ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}

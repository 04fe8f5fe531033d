package io.jobview.auth;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads percent-encoded ids as people write them into files and claims: characters beyond ASCII may also stand for themselves. */
final class PercentEncoded {

    private PercentEncoded() {}

    /** Null on a bad escape or bytes that are no UTF-8. */
    static @Nullable String decode(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? hexDigit(raw[i + 1]) : -1;
            int low = i + 2 < raw.length ? hexDigit(raw[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int hexDigit(byte b) {
        return b >= 0 ? Character.digit(b, 16) : -1;
    }
}

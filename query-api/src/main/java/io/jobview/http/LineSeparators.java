package io.jobview.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Escapes the characters that JSON allows in a string and that many readers of lines end a line at: U+0085, U+2028 and U+2029. Where they stand
 * they are in a string, so the escape means the same.
 */
final class LineSeparators {

    private LineSeparators() {}

    /** @param json UTF-8; given back as it is when there is none in it, as nearly always */
    static byte[] escaped(byte[] json) {
        ByteArrayOutputStream out = null;
        int copied = 0;
        for (int i = 0; i < json.length; i++) {
            String escape = json[i] < 0 ? escape(json, i) : null;
            if (escape != null) {
                out = out == null ? new ByteArrayOutputStream(json.length + 64) : out;
                out.write(json, copied, i - copied);
                out.writeBytes(escape.getBytes(StandardCharsets.US_ASCII));
                copied = i + (json[i] == (byte) 0xC2 ? 2 : 3);
                i = copied - 1;
            }
        }
        if (out == null) {
            return json;
        }
        out.write(json, copied, json.length - copied);
        return out.toByteArray();
    }

    private static @Nullable String escape(byte[] json, int at) {
        if (json[at] == (byte) 0xC2) {
            return at + 1 < json.length && json[at + 1] == (byte) 0x85 ? "\\u0085" : null;
        }
        if (json[at] != (byte) 0xE2 || at + 2 >= json.length || json[at + 1] != (byte) 0x80) {
            return null;
        }
        return json[at + 2] == (byte) 0xA8 ? "\\u2028" : json[at + 2] == (byte) 0xA9 ? "\\u2029" : null;
    }
}

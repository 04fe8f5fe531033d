package io.jobview.cursor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bounds of workflow and job ids as they come from outside (design section 2). */
public final class Ids {

    public static final int MAX_BYTES = 255;

    private Ids() {}

    /**
     * Reads an id from UTF-8, strictly.
     *
     * @return null unless it is 1 to {@value #MAX_BYTES} bytes of valid UTF-8 without control characters, and not
     *     {@code .} or {@code ..}
     */
    public static @Nullable String decode(byte[] bytes, int offset, int length) {
        if (length < 1 || length > MAX_BYTES || isDots(bytes, offset, length)) {
            return null;
        }
        boolean ascii = true;
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < 0x20 || b == 0x7F) {
                return null;
            }
            ascii &= b >= 0;
        }
        return ascii ? new String(bytes, offset, length, StandardCharsets.ISO_8859_1) : utf8(bytes, offset, length);
    }

    private static boolean isDots(byte[] bytes, int offset, int length) {
        return length <= 2 && bytes[offset] == '.' && bytes[offset + length - 1] == '.';
    }

    private static @Nullable String utf8(byte[] bytes, int offset, int length) {
        try {
            // A new decoder reports what new String(bytes, UTF_8) would silently replace.
            String id = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
            return id.chars().anyMatch(Character::isISOControl) ? null : id;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}

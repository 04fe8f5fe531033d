package io.jobview.cursor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The cursor of the list of workflows, base64url without padding of, big-endian:
 *
 * <pre>version 65 | workflow id, UTF-8 | CRC-32C of all before 4</pre>
 *
 * Its version is none of {@link CursorCodec}'s, so neither takes the other's. Thread-safe: no state.
 */
public final class WorkflowCursor {

    /** The longest text that {@link #encode} makes, in characters. */
    public static final int MAX_LENGTH = 347;

    private static final byte VERSION = 65;
    private static final int CHECKSUM_BYTES = 4;

    private WorkflowCursor() {}

    /** The cursor of the page that starts after this workflow. */
    public static String encode(String workflowId) {
        byte[] id = workflowId.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(1 + id.length + CHECKSUM_BYTES).put(VERSION).put(id);
        bytes.putInt(checksum(bytes.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The workflow that {@link #encode} was given; null if it did not make this text. */
    public static @Nullable String decode(String text) {
        byte[] bytes = bytes(text);
        if (bytes == null || bytes.length <= 1 + CHECKSUM_BYTES || bytes[0] != VERSION) {
            return null;
        }
        int idLength = bytes.length - 1 - CHECKSUM_BYTES;
        String id = Ids.decode(bytes, 1, idLength);
        if (id == null || ByteBuffer.wrap(bytes).getInt(1 + idLength) != checksum(bytes)) {
            return null;
        }
        // The JDK's decoder ignores the unused bits of the last character; one place must have one text.
        return encode(id).equals(text) ? id : null;
    }

    private static byte @Nullable [] bytes(String text) {
        try {
            return text.length() > MAX_LENGTH ? null : Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int checksum(byte[] cursor) {
        CRC32C crc = new CRC32C();
        crc.update(cursor, 0, cursor.length - CHECKSUM_BYTES);
        return (int) crc.getValue();
    }
}

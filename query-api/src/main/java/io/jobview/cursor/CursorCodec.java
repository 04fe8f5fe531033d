package io.jobview.cursor;

import io.jobview.query.JobFilter;
import io.jobview.query.RowPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The cursor's wire form, base64url without padding (RFC 4648 section 5) of, big-endian:
 *
 * <pre>version 1 | created_at seconds 8 | nanos 4 | binding 8 | job id, UTF-8 | CRC-32C of all before 4</pre>
 *
 * The checksum finds every change within 32 bits, so a mistyped character never leads to another place.
 * Thread-safe: no state.
 */
public final class CursorCodec {

    /** The longest text that {@link #encode} makes, in characters. */
    public static final int MAX_LENGTH = 374;

    private static final byte VERSION = 1;
    private static final int ID_OFFSET = 1 + 8 + 4 + 8;
    private static final int CHECKSUM_BYTES = 4;
    private static final long MIN_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final CursorResult MANGLED = new CursorResult.Mangled();
    private static final CursorResult FOREIGN = new CursorResult.Foreign();

    private CursorCodec() {}

    /** The cursor of the page that starts after {@code position} in this workflow under this filter. */
    public static String encode(RowPosition position, String workflowId, JobFilter filter) {
        byte[] id = position.jobId().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(ID_OFFSET + id.length + CHECKSUM_BYTES)
                .put(VERSION)
                .putLong(position.createdAt().getEpochSecond())
                .putInt(position.createdAt().getNano())
                .putLong(Binding.of(workflowId, filter))
                .put(id);
        bytes.putInt(checksum(bytes.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads a cursor that came with a request for this workflow and filter. */
    public static CursorResult decode(String text, String workflowId, JobFilter filter) {
        byte[] bytes = bytes(text);
        if (bytes == null || bytes.length <= ID_OFFSET + CHECKSUM_BYTES || bytes[0] != VERSION) {
            return MANGLED;
        }
        int idLength = bytes.length - ID_OFFSET - CHECKSUM_BYTES;
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt(ID_OFFSET + idLength) != checksum(bytes)) {
            return MANGLED;
        }
        long second = in.getLong(1);
        int nano = in.getInt(9);
        String jobId = Ids.decode(bytes, ID_OFFSET, idLength);
        if (jobId == null || second < MIN_SECOND || second > MAX_SECOND || nano < 0 || nano > 999_999_999) {
            return MANGLED;
        }
        return in.getLong(13) == Binding.of(workflowId, filter)
                ? new CursorResult.Decoded(new RowPosition(Instant.ofEpochSecond(second, nano), jobId))
                : FOREIGN;
    }

    private static byte @Nullable [] bytes(String text) {
        if (text.length() > MAX_LENGTH || text.endsWith("=")) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The JDK's decoder ignores the unused bits of the last character; one place must have one text.
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text) ? bytes : null;
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

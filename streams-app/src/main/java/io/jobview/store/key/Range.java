package io.jobview.store.key;

import io.jobview.query.RowPosition;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys that share a prefix and end in a {@link Place}. A scan that stays in its range cannot leave its workflow,
 * whatever a cursor says.
 *
 * @param prefix inclusive lower bound; places start right after it
 * @param end exclusive upper bound
 */
@SuppressWarnings("ArrayRecordComponent") // handed to one scan, never compared
public record Range(byte[] prefix, byte[] end) {

    static Range ofPrefix(byte[] prefix) {
        return new Range(prefix, KeyBytes.successor(prefix));
    }

    static byte[] place(byte[] prefix, Instant createdAt, String jobId) {
        byte[] job = KeyBytes.utf8(jobId);
        byte[] key = Arrays.copyOf(prefix, prefix.length + Place.size(job));
        Place.write(key, prefix.length, createdAt, job);
        return key;
    }

    /** The least key that a page starting after {@code after} may hold; the start of the range for null. */
    public byte[] startAfter(@Nullable RowPosition after) {
        if (after == null) {
            return prefix;
        }
        byte[] last = place(prefix, after.createdAt(), after.jobId());
        return Arrays.copyOf(last, last.length + 1);
    }
}

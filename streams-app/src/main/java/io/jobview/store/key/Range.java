package io.jobview.store.key;

import io.jobview.query.CreatedRange;
import io.jobview.query.RowPosition;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys that share a prefix and end in a {@link Place}. A scan that stays in its range cannot leave its workflow,
 * whatever a cursor says.
 *
 * @param prefix what all keys start with; places start right after it
 * @param start inclusive lower bound
 * @param end exclusive upper bound; not greater than the start when no key can be in the range
 */
@SuppressWarnings("ArrayRecordComponent") // handed to one scan, never compared
public record Range(byte[] prefix, byte[] start, byte[] end) {

    static Range ofPrefix(byte[] prefix) {
        return new Range(prefix, prefix, KeyBytes.successor(prefix));
    }

    static byte[] place(byte[] prefix, Instant createdAt, String jobId) {
        byte[] job = KeyBytes.utf8(jobId);
        byte[] key = Arrays.copyOf(prefix, prefix.length + Place.size(job));
        Place.write(key, prefix.length, createdAt, job);
        return key;
    }

    /** The part of a whole range with the jobs that were created then: a bound on the keys, so it costs nothing to skip the rest. */
    public Range within(CreatedRange created) {
        return new Range(
                prefix,
                created.before() == null ? start : upTo(created.before()),
                created.from() == null ? end : upTo(created.from()));
    }

    /** Less than every key of a job created before {@code bound}, greater than all others: time descends, in whole nanoseconds. */
    private byte[] upTo(Instant bound) {
        byte[] key = Arrays.copyOf(prefix, prefix.length + Place.TIME_BYTES);
        Place.writeTime(key, prefix.length, bound.minusNanos(1));
        return key;
    }

    public boolean isEmpty() {
        return Arrays.compareUnsigned(start, end) >= 0;
    }

    /** The least key that a page starting after {@code after} may hold; the start of the range for null. */
    public byte[] startAfter(@Nullable RowPosition after) {
        if (after == null) {
            return start;
        }
        byte[] last = place(prefix, after.createdAt(), after.jobId());
        byte[] next = Arrays.copyOf(last, last.length + 1);
        return Arrays.compareUnsigned(next, start) > 0 ? next : start;
    }
}

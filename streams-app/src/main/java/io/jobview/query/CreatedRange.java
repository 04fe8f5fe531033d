package io.jobview.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a job was created, half-open, so that ranges that share a bound share no job. A range that ends before it starts is
 * empty, like one that ends where it starts.
 *
 * @param from the earliest instant inside, in the years 0000 to 9999; null for no bound
 * @param before the first instant after the range, in the years 0000 to 9999; null for no bound
 */
public record CreatedRange(@Nullable Instant from, @Nullable Instant before) {

    /** Every instant. */
    public static final CreatedRange EVER = new CreatedRange(null, null);

    public boolean contains(Instant createdAt) {
        return (from == null || !createdAt.isBefore(from)) && (before == null || createdAt.isBefore(before));
    }
}

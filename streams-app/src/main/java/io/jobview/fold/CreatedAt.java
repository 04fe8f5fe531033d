package io.jobview.fold;

import java.time.Instant;

/**
 * The register of {@code created_at}. A claim with authority beats any guess; among equals the earliest time wins.
 * The natural order puts the winner last, as in every register.
 *
 * @param claimed true when an event said it: a {@code created_at} field, or a {@code job.created}; false when the
 *     time is only the earliest {@code occurred_at} seen
 */
public record CreatedAt(boolean claimed, Instant at) implements Comparable<CreatedAt> {
    @Override
    public int compareTo(CreatedAt other) {
        return claimed == other.claimed ? other.at.compareTo(at) : Boolean.compare(claimed, other.claimed);
    }
}

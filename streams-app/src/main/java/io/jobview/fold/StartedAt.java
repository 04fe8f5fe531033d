package io.jobview.fold;

import java.time.Instant;

/**
 * The register of {@code started_at}: the greatest attempt wins, then the earliest time.
 *
 * @param attempt at least 1
 */
public record StartedAt(long attempt, Instant at) implements Comparable<StartedAt> {
    @Override
    public int compareTo(StartedAt other) {
        int byAttempt = Long.compare(attempt, other.attempt);
        return byAttempt != 0 ? byAttempt : other.at.compareTo(at);
    }
}

package io.jobview.fold;

import java.time.Instant;

/**
 * A register that keeps the value said last: the greatest (attempt, occurredAt, value) wins.
 *
 * @param <T> its order must be the same on every machine, as it decides ties
 * @param attempt at least 1
 */
public record Latest<T extends Comparable<? super T>>(long attempt, Instant occurredAt, T value)
        implements Comparable<Latest<T>> {
    @Override
    public int compareTo(Latest<T> other) {
        int byAttempt = Long.compare(attempt, other.attempt);
        if (byAttempt != 0) {
            return byAttempt;
        }
        int byTime = occurredAt.compareTo(other.occurredAt);
        return byTime != 0 ? byTime : value.compareTo(other.value);
    }
}

package io.jobview.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fresh the view of a workflow must at least be for a read to be answered.
 *
 * @param atLeast tokens: of each named partition of the events topic, this offset and every one before it must be dealt with
 * @param maxStaleness how old the view may be; null for any age
 */
public record Freshness(ViewPosition atLeast, @Nullable Duration maxStaleness) {

    /** Every view is fresh enough. */
    public static final Freshness ANY = new Freshness(ViewPosition.EMPTY, null);
}

package io.jobview.view;

import java.time.Duration;

/**
 * A moment of this process. The monotonic clock stops while the host sleeps and the wall clock can be set, so an age is the longer of both:
 * an age is an upper bound.
 */
record Moment(long nanos, long millis) {

    static Moment now() {
        return new Moment(System.nanoTime(), System.currentTimeMillis());
    }

    /** How long before another moment this one was; never negative. */
    Duration until(Moment later) {
        Duration monotonic = Duration.ofNanos(Math.max(0, later.nanos - nanos));
        Duration wall = Duration.ofMillis(later.millis - millis);
        return wall.compareTo(monotonic) > 0 ? wall : monotonic;
    }

    boolean isBefore(Moment other) {
        return nanos - other.nanos < 0;
    }
}

package io.jobview.store;

import io.jobview.query.ViewPosition;

/**
 * Which events a store reflects: at the least those whose writes are over, and at the most those whose writes have begun. While no
 * write runs, both are one. One thread advances it, any thread may look.
 */
final class AppliedPosition {

    private final HighestOffsets begun = new HighestOffsets();
    private final HighestOffsets over = new HighestOffsets();

    /** A write of these is about to begin: none of it can be read yet. */
    void begin(Origins origins) {
        begun.advance(origins);
    }

    /** All of these can be read. */
    void advance(Origins origins) {
        begun.advance(origins);
        over.advance(origins);
    }

    /** The highest offset of the partition that can be read; -1 when there is none. */
    long offset(int partition) {
        return over.offset(partition);
    }

    /** What is read after this reflects these events at the least. */
    ViewPosition snapshot() {
        return over.snapshot();
    }

    /** What was read before this reflects no other events. */
    ViewPosition most() {
        return begun.snapshot();
    }

    Origins toOrigins() {
        return over.toOrigins();
    }
}

package io.jobview.store;

/**
 * Tells whether a write ran while something was read. What was read at a quiet moment that still lasts is what the store holds.
 * One thread writes; any thread may look.
 */
final class WriteClock {

    /** Odd while a write runs. */
    private volatile long writes;

    /** A moment; quiet unless a write runs. */
    long now() {
        return writes;
    }

    /** Whether no write runs now. */
    boolean isQuiet() {
        return (writes & 1) == 0;
    }

    /** Whether no write has run since, nor at that moment. */
    boolean isStill(long moment) {
        return (moment & 1) == 0 && writes == moment;
    }

    /** To be called before the first byte of a write can be read. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void begin() {
        writes++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void end() {
        writes++;
    }
}

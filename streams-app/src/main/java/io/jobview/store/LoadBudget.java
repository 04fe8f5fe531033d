package io.jobview.store;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the loading of all stores together may take: of the heap for states before they are written, in equal shares; and in which turn they
 * derive. Thread-safe.
 */
final class LoadBudget {

    private static final int LEAST = 64 << 10; // a run is a file and a flush: fewer bytes are not worth one

    private static final int DERIVE_AT_ONCE = 2; // while one waits for the disk, the other has the processor

    private final long bytes;
    private final Semaphore deriving = new Semaphore(DERIVE_AT_ONCE);
    private final AtomicInteger stores = new AtomicInteger();

    LoadBudget(long bytes) {
        this.bytes = bytes;
    }

    void enter() {
        stores.incrementAndGet();
    }

    void leave() {
        stores.decrementAndGet();
    }

    /** For each store that has entered; grows and shrinks as others come and go. */
    long share() {
        return Math.max(LEAST, bytes / Math.max(1, stores.get()));
    }

    /** Waits for its turn, and derives. */
    void inTurn(Runnable derivation) {
        deriving.acquireUninterruptibly();
        try {
            derivation.run();
        } finally {
            deriving.release();
        }
    }
}

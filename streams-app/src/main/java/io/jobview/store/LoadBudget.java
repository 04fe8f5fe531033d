package io.jobview.store;

import java.util.concurrent.atomic.AtomicInteger;

/** The heap that the states of all stores which are being loaded may take before they are written, in equal shares. Thread-safe. */
final class LoadBudget {

    private static final int LEAST = 64 << 10; // a run is a file and a flush: fewer bytes are not worth one

    private final long bytes;
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
}

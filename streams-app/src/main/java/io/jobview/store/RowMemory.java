package io.jobview.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The heap for the {@link KeptRows} of all stores together; what is wanted least goes first. Thread-safe. */
final class RowMemory {

    record Key(int store, String workflowId) {}

    /** The rows of one workflow, which change more often than their room. */
    static final class Slot {

        private static final int LEAST_GROWTH = 8;

        private final int heapBytes;
        private final int mostRows;
        private volatile @Nullable NewestRows rows;

        Slot(NewestRows rows) {
            this.rows = rows;
            heapBytes = rows.heapBytes();
            mostRows = 2 * rows.size() + LEAST_GROWTH;
        }

        /** Null while a write to the workflow runs. */
        @Nullable
        NewestRows rows() {
            return rows;
        }

        void hold() {
            rows = null;
        }

        /** False if they take far more room than was reckoned. */
        boolean set(NewestRows now) {
            boolean fits = now.size() <= mostRows;
            rows = fits ? now : null;
            return fits;
        }
    }

    private final @Nullable Cache<Key, Slot> slots;
    private final AtomicInteger stores = new AtomicInteger();

    /** @param bytes 0 keeps none */
    RowMemory(long bytes) {
        slots = bytes == 0
                ? null
                : Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher((Key key, Slot slot) -> slot.heapBytes)
                        .executor(Runnable::run)
                        .build();
    }

    /** For one store, until it is closed. */
    KeptRows open(WriteClock clock) {
        return new KeptRows(slots, stores.incrementAndGet(), clock);
    }

    /** Of how many workflows there are rows; for tests. */
    long workflows() {
        if (slots == null) {
            return 0;
        }
        slots.cleanUp();
        return slots.estimatedSize();
    }
}

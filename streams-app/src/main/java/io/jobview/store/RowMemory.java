package io.jobview.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The heap for the {@link KeptRows} of all stores together; what is wanted least goes first. Thread-safe. */
final class RowMemory {

    record Key(int store, String workflowId) {}

    private final @Nullable Cache<Key, NewestRows> rows;
    private final AtomicInteger stores = new AtomicInteger();

    /** @param bytes 0 keeps none */
    RowMemory(long bytes) {
        rows = bytes == 0
                ? null
                : Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher((Key key, NewestRows kept) -> kept.heapBytes())
                        .executor(Runnable::run)
                        .build();
    }

    /** For one store, until it is closed. */
    KeptRows open(WriteClock clock) {
        return new KeptRows(rows, stores.incrementAndGet(), clock);
    }

    /** Of how many workflows there are rows; for tests. */
    long workflows() {
        if (rows == null) {
            return 0;
        }
        rows.cleanUp();
        return rows.estimatedSize();
    }
}

package io.jobview.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jobview.query.Digest;
import java.util.Set;
import java.util.function.Function;

/**
 * The digests of workflows that were asked for lately, never older than what the store holds: a workflow's is forgotten once a write
 * to it begins, and one that was read while any write ran is not kept. Reads come from any thread, writes from one.
 */
final class LiveDigests {

    private static final long MOST = 50_000; // some 200 bytes of heap each

    private final Cache<String, Digest> digests =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private final WriteClock clock;

    LiveDigests(WriteClock clock) {
        this.clock = clock;
    }

    /** @param read reads the digest from the store as it is now */
    Digest get(String workflowId, Function<String, Digest> read) {
        Digest known = digests.getIfPresent(workflowId);
        if (known != null) {
            return known;
        }
        long before = clock.now();
        Digest found = read.apply(workflowId);
        // Atomic for this workflow: a write that begins after the look at the clock forgets it after this.
        digests.asMap().compute(workflowId, (id, present) -> clock.isStill(before) ? found : present);
        return found;
    }

    /** A write to these workflows has begun: what it writes cannot be read yet. */
    void forget(Set<String> workflowIds) {
        digests.invalidateAll(workflowIds);
    }

    void forgetAll() {
        digests.invalidateAll();
    }
}

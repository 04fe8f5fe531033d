package io.jobview.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jobview.query.Digest;
import java.util.Set;
import java.util.function.Function;

/**
 * The digests of workflows that were asked for lately, never older than what the store holds: a workflow's is forgotten before
 * a write to it begins, and one that was read while any write ran is not kept. Reads come from any thread, writes from one.
 */
final class LiveDigests {

    private static final long MOST = 50_000; // some 200 bytes of heap each

    private final Cache<String, Digest> digests =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** Odd while a write runs. Written by one thread. */
    private volatile long writes;

    /** @param read reads the digest from the store as it is now */
    Digest get(String workflowId, Function<String, Digest> read) {
        Digest known = digests.getIfPresent(workflowId);
        if (known != null) {
            return known;
        }
        long before = writes;
        Digest found = read.apply(workflowId);
        if ((before & 1) == 0) {
            // Atomic for this workflow: a write that begins after the look at the counter forgets it after this.
            digests.asMap().compute(workflowId, (id, present) -> writes == before ? found : present);
        }
        return found;
    }

    /** A write to these workflows begins: what it writes cannot be read yet. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void begin(Set<String> workflowIds) {
        writes++;
        digests.invalidateAll(workflowIds);
    }

    /** The write is over. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void end() {
        writes++;
    }
}

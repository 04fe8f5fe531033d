package io.jobview.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The summaries of workflows that were asked for or written lately, never older than what the store holds: a workflow's is forgotten once
 * a write to it begins, and one that was read while any write ran is not kept. Reads come from any thread, writes from one.
 */
final class LiveSummaries {

    private static final long MOST = 8_192; // some 500 bytes of heap each

    private final Cache<String, WorkflowSummary> summaries =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private final WriteClock clock;

    LiveSummaries(WriteClock clock) {
        this.clock = clock;
    }

    /** @param read reads the summary from the store as it is now */
    WorkflowSummary get(String workflowId, Function<String, WorkflowSummary> read) {
        WorkflowSummary known = summaries.getIfPresent(workflowId);
        if (known != null) {
            return known;
        }
        long before = clock.now();
        WorkflowSummary found = read.apply(workflowId);
        // Atomic for this workflow: a write that begins after the look at the clock forgets it after this.
        summaries.asMap().compute(workflowId, (id, present) -> clock.isStill(before) ? found : present);
        return found;
    }

    /** A write to these workflows has begun: what it writes cannot be read yet. */
    void forget(Set<String> workflowIds) {
        summaries.invalidateAll(workflowIds);
    }

    /** The write is about to end, and from now on it can be read. */
    void written(Map<String, WorkflowSummary> after) {
        summaries.putAll(after);
    }

    void forgetAll() {
        summaries.invalidateAll();
    }
}

package io.jobview.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The summaries of workflows that were asked for or written lately, never older than what the store holds: nobody is given a workflow's once
 * a write to it begins until it ends, and one that was read while any write ran is not kept. Reads come from any thread, writes from one.
 */
final class LiveSummaries {

    private static final long MOST = 8_192; // some 500 bytes of heap each

    /**
     * That of one workflow, which changes in its place: an object for each write would live until the next, and be looked for and copied in
     * every pause of the collector. Written by the writer; whoever reads takes no lock.
     */
    private static final class Slot {

        private final StampedLock writes = new StampedLock();
        private final long[] numbers = new long[WorkflowSummary.numbers()];

        Slot(WorkflowSummary summary) {
            summary.toNumbers(numbers);
        }

        /** Null while a write to the workflow runs. */
        @Nullable
        WorkflowSummary summary() {
            long moment = writes.tryOptimisticRead();
            WorkflowSummary read = WorkflowSummary.ofNumbers(numbers); // perhaps of a mixture, and nobody sees that
            return writes.validate(moment) ? read : null; // false of 0, the moment while a write runs
        }

        void hold() {
            writes.writeLock();
        }

        void release(WorkflowSummary summary) {
            summary.toNumbers(numbers);
            writes.tryUnlockWrite();
        }
    }

    private final Cache<String, Slot> slots =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private final WriteClock clock;
    private final Map<String, Slot> held = new HashMap<>(); // for the writer

    LiveSummaries(WriteClock clock) {
        this.clock = clock;
    }

    /** @param read reads the summary from the store as it is now */
    WorkflowSummary get(String workflowId, Function<String, WorkflowSummary> read) {
        Slot slot = slots.getIfPresent(workflowId);
        WorkflowSummary known = slot == null ? null : slot.summary();
        if (known != null) {
            return known;
        }
        long before = clock.now();
        WorkflowSummary found = read.apply(workflowId);
        // Atomic for this workflow: a write that begins after the look at the clock takes hold of it after this.
        slots.asMap().compute(workflowId, (id, present) -> clock.isStill(before) ? new Slot(found) : present);
        return found;
    }

    /** A write to these workflows has begun: what it writes cannot be read yet. */
    void hold(Set<String> workflowIds) {
        for (String workflowId : workflowIds) {
            // Not computeIfPresent, as in KeptRows.
            slots.asMap().compute(workflowId, (id, slot) -> {
                if (slot != null) {
                    held.put(id, slot);
                    slot.hold();
                }
                return slot;
            });
        }
    }

    /**
     * The write is about to end.
     *
     * @param after what can be read from now on; of a workflow that is not among them nothing is known
     */
    void release(Map<String, WorkflowSummary> after) {
        after.forEach((workflowId, summary) -> {
            Slot slot = held.remove(workflowId);
            if (slot == null) {
                slots.put(workflowId, new Slot(summary));
            } else {
                slot.release(summary);
            }
        });
        held.forEach((workflowId, slot) -> slots.asMap().remove(workflowId, slot)); // and they stay held
        held.clear();
    }

    void forgetAll() {
        slots.invalidateAll();
    }
}

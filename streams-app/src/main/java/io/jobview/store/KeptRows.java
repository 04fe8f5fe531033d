package io.jobview.store;

import com.github.benmanes.caffeine.cache.Cache;
import io.jobview.query.CreatedRange;
import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@link NewestRows} of workflows that were read lately. They grow with the pages that are read and change with every write, so most
 * pages cost no search in RocksDB, also of a workflow whose jobs change all the time.
 *
 * <p>They are never older than what the store holds: nobody is given a workflow's rows from before the first byte of a write to it
 * can be read until all of it can, and what was read while any write ran is not kept. Reads come from any thread, writes from one.
 */
final class KeptRows {

    private final @Nullable Cache<RowMemory.Key, NewestRows> all;
    private final int store;
    private final WriteClock clock;
    private final Map<String, NewestRows> held = new HashMap<>(); // for the writer

    KeptRows(@Nullable Cache<RowMemory.Key, NewestRows> all, int store, WriteClock clock) {
        this.all = all;
        this.store = store;
        this.clock = clock;
    }

    /** The page as the store holds it, if all of it is here. Any thread. */
    @Nullable
    JobPage page(PageRequest request) {
        NewestRows rows = isKept(request) ? find(request.workflowId()) : null;
        return rows == null ? null : rows.page(request);
    }

    /** The digest of a workflow of which there are rows. Any thread. */
    @Nullable
    Digest digest(String workflowId) {
        NewestRows rows = find(workflowId);
        return rows == null ? null : rows.digest();
    }

    private @Nullable NewestRows find(String workflowId) {
        return all == null ? null : all.getIfPresent(key(workflowId));
    }

    private boolean isKept(PageRequest request) {
        return all != null
                && request.limit() <= NewestRows.MOST
                && request.filter().created().equals(CreatedRange.EVER);
    }

    /** To be asked before a page without a filter is read from the store; null when its rows would not be kept. Any thread. */
    @Nullable
    Reading reading(PageRequest request) {
        if (!isKept(request)) {
            return null;
        }
        long moment = clock.now();
        NewestRows known = find(request.workflowId());
        if (known != null && known.covers(request)) {
            return null; // a write ran when they were asked
        }
        List<KeptRow> before = known != null ? known.before(request) : request.after() == null ? List.of() : null;
        boolean fits = before != null && before.size() + request.limit() <= NewestRows.MOST;
        return fits ? new Reading(request.workflowId(), moment, known, new ArrayList<>(before)) : null;
    }

    /** A page that is read from the store, to be kept behind the rows that were known. For one thread. */
    final class Reading {

        private final String workflowId;
        private final long moment;
        private final @Nullable NewestRows known;
        private final List<KeptRow> rows;

        private Reading(String workflowId, long moment, @Nullable NewestRows known, List<KeptRow> rows) {
            this.workflowId = workflowId;
            this.moment = moment;
            this.known = known;
            this.rows = rows;
        }

        void add(byte[] key, byte[] json) {
            rows.add(new KeptRow(key, json));
        }

        /** @param last whether no row follows */
        void keep(Digest digest, boolean last) {
            if (all == null || !clock.isStill(moment)) {
                return;
            }
            NewestRows read = NewestRows.of(rows, last, digest);
            // Atomic for this workflow: a write that begins after the look at the clock takes hold of it after this.
            all.asMap()
                    .compute(
                            key(workflowId),
                            (key, present) -> clock.isStill(moment) && present == known ? read : present);
        }
    }

    /** Whether a write to this workflow has to say what it does to its rows. For the writer. */
    boolean has(String workflowId) {
        return all != null && all.asMap().containsKey(key(workflowId));
    }

    /** A write to these workflows has begun: until it ends nobody is given their rows. For the writer. */
    void hold(Set<String> workflowIds) {
        if (all == null) {
            return;
        }
        for (String workflowId : workflowIds) {
            // Not computeIfPresent: that looks first, without a lock, and so does not see what a reader is just
            // keeping.
            all.asMap().compute(key(workflowId), (key, rows) -> {
                if (rows != null) {
                    rows.hold();
                    held.put(workflowId, rows);
                }
                return rows;
            });
        }
    }

    /**
     * The write is over. For the writer.
     *
     * @param changes what it did to the rows of the workflows; those of others are given up
     * @param summaries what is known now of every workflow that was written to
     */
    void release(Map<String, List<RowChange>> changes, Map<String, WorkflowSummary> summaries) {
        held.forEach((workflowId, rows) -> {
            List<RowChange> done = changes.get(workflowId);
            WorkflowSummary summary = summaries.get(workflowId);
            NewestRows after = done == null || summary == null ? null : rows.after(done, summary.digest());
            if (after == rows) {
                rows.release();
            } else {
                replace(key(workflowId), rows, after); // and they stay held, should somebody still look at them
            }
        });
        held.clear();
    }

    private RowMemory.Key key(String workflowId) {
        return new RowMemory.Key(store, workflowId);
    }

    private void replace(RowMemory.Key key, NewestRows rows, @Nullable NewestRows after) {
        if (all != null) {
            all.asMap().computeIfPresent(key, (any, present) -> present == rows ? after : present);
        }
    }

    /** Nobody may read meanwhile. For the writer. */
    void forgetAll() {
        if (all != null) {
            all.asMap().keySet().removeIf(key -> key.store() == store);
        }
    }
}

package io.jobview.store;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills an empty store from its changelog: the states in sorted runs, and at the end, once, everything that is derived from
 * them. Deriving record by record costs ten times a plain write (design section 5), and a memtable twice what sorting costs. A run
 * is sorted and written on a thread of its own while the next one comes in. For the store's one writer.
 *
 * <p>A mark on disk says that states are there from which nothing is derived yet. It comes before the first of them and goes
 * when all is derived, so after a kill in between the deriving begins anew. An offset comes to the disk after the states before it.
 */
final class BulkLoad implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BulkLoad.class);
    private static final int RUNS = 2; // one that comes in and one that is written

    private final JobDb db;
    private final Meta meta;
    private final AppliedPosition applied;
    private final Regressions regressions;
    private final LoadBudget budget;
    private final SideThread side = new SideThread("jobview-load");
    private final @Nullable SeenKeys seen; // null: what an earlier process has loaded is not known

    private StateRun run = new StateRun();
    private StateRun written = new StateRun(); // or being written
    private @Nullable Runnable commit; // of an offset up to which the run reaches
    private boolean marked;

    BulkLoad(JobDb db, Meta meta, AppliedPosition applied, Regressions regressions, LoadBudget budget) {
        this.db = db;
        this.meta = meta;
        this.applied = applied;
        this.regressions = regressions;
        this.budget = budget;
        marked = meta.isUnderived();
        seen = marked ? null : new SeenKeys();
        budget.enter();
    }

    /** Takes states alone; those of a job that is there more than once are joined. */
    void load(Collection<KeyValue<byte[], byte[]>> states) {
        run.add(states);
        if (run.bytes() > budget.share() / RUNS || run.isFull()) {
            handOver();
        }
    }

    /** Remembers the offset up to which states have come, once they are written. */
    void commit(Map<TopicPartition, Long> changelogOffsets) {
        Origins position = applied.toOrigins();
        commit = () -> meta.commit(changelogOffsets, position);
    }

    /** Returns when everything is written that has come. */
    void settle() {
        handOver();
        side.await();
    }

    private void handOver() {
        if (run.isEmpty() && commit == null) {
            return;
        }
        StateRun full = run;
        Runnable commits = commit;
        commit = null;
        side.run(() -> {
            write(full);
            if (commits != null) {
                commits.run();
                db.flush(); // files that are taken in leave the memtables alone, so nothing else would
            }
        });
        run = written; // the one before is written by now
        run.clear();
        written = full;
    }

    private void write(StateRun full) {
        if (full.isEmpty()) {
            return;
        }
        if (!marked) {
            meta.markUnderived();
            db.flush();
            marked = true;
        }
        try (SortedFiles files = new SortedFiles(db, Family.STATES)) {
            int[] places = full.sorted();
            for (int first = 0; first < places.length; ) {
                int next = first + 1;
                while (next < places.length && full.sameKey(places[first], places[next])) {
                    next++;
                }
                writeJob(full, places, first, next, files);
                first = next;
            }
            files.ingest();
        }
    }

    /** Joins all states of a job. */
    private void writeJob(StateRun states, int[] places, int first, int next, SortedFiles files) {
        int place = places[first];
        byte[] chunk = states.chunk(place);
        int keyAt = states.keyAt(place);
        int keyLength = states.keyLength(place);
        int valueLength = states.valueLength(place);
        boolean known = seen == null || seen.addMaybeSeen(chunk, keyAt, keyLength);
        if (!known && next == first + 1 && valueLength >= 0 && regressions.isEmpty()) { // as most are
            files.add(chunk, keyAt, keyLength, chunk, keyAt + keyLength, valueLength);
            return;
        }
        byte[] key = states.key(place);
        byte[] joined = known ? db.get(Family.STATES, key) : null;
        for (int i = first; i < next; i++) {
            joined = regressions.join(key, joined, states.value(places[i]));
        }
        if (joined == null) {
            files.delete(key);
        } else {
            files.add(key, joined);
        }
    }

    /** Makes the store complete. */
    void finish() {
        settle();
        if (!marked) {
            return; // nothing was there to load
        }
        run = new StateRun(); // gives their room back
        written = new StateRun();
        long startNanos = System.nanoTime();
        Derivation.FAMILIES.forEach(db::clear); // what a deriving has left that did not come to its end
        try (Derivation derivation = new Derivation(db)) {
            applied.advance(derivation.run());
            LOG.info("derived {} jobs in {} ms", derivation.jobs(), (System.nanoTime() - startNanos) / 1_000_000);
        }
        meta.markDerived();
    }

    /** Leaves what was not settled to the changelog. */
    @Override
    public void close() {
        side.close();
        budget.leave();
    }
}

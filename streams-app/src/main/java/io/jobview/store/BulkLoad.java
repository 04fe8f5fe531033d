package io.jobview.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills an empty store from its changelog: the states in sorted runs, and at the end, once, everything that is derived from
 * them. Deriving record by record costs ten times a plain write (design section 5), and a memtable twice what sorting costs. A run
 * is sorted and written on a thread of its own while the next one comes in. What fits into memory is derived from the runs as they lie there;
 * if that is not all, from the database. For the store's one writer.
 *
 * <p>A mark on disk says that states are there from which nothing is derived yet. It comes before the first of them and goes
 * when all is derived, so after a kill in between the deriving begins anew. An offset comes to the disk after the states before it.
 */
final class BulkLoad implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BulkLoad.class);
    private static final int RUNS = 2; // one that comes in and one that is written
    private static final int KEPT_RUNS =
            4; // of all that there is room for: few, as each is a file that later reads look into
    private static final int FIRST_OF_KEPT = 8; // smaller, so that the writing begins early

    private final JobDb db;
    private final Meta meta;
    private final AppliedPosition applied;
    private final LoadBudget budget;
    private final SideThread side = new SideThread("jobview-load");
    private final RunWriter writer;

    private final List<MergedRuns.Sorted> kept = new ArrayList<>(); // of the side thread; to derive from, while all are
    private StateRun run = new StateRun();
    private boolean keeping;
    private long keptBytes;
    private @Nullable Runnable commit; // of an offset up to which the run reaches
    private boolean marked; // of the side thread, once it has begun
    private boolean finishing;

    BulkLoad(JobDb db, Meta meta, AppliedPosition applied, Regressions regressions, LoadBudget budget) {
        this.db = db;
        this.meta = meta;
        this.applied = applied;
        this.budget = budget;
        marked = meta.isUnderived();
        writer = new RunWriter(db, marked, regressions);
        keeping = !marked;
        budget.enter();
    }

    /** Takes states alone; those of a job that is there more than once are joined. */
    void load(Collection<KeyValue<byte[], byte[]>> states) {
        run.add(states);
        if (run.bytes() > budget.share() / parts() || run.isFull()) {
            handOver(() -> {});
        }
    }

    /** Of what there is room for one is a run. */
    private int parts() {
        if (keeping) {
            return keptBytes == 0 ? FIRST_OF_KEPT : KEPT_RUNS;
        }
        return RUNS;
    }

    /** Remembers the offset up to which states have come, once they are written. */
    void commit(Map<TopicPartition, Long> changelogOffsets) {
        commit = () -> meta.commit(changelogOffsets, applied.toOrigins());
    }

    /** Returns when everything is written that has come. */
    void settle() {
        if (!run.isEmpty() || commit != null) {
            handOver(() -> {});
        }
        side.await();
    }

    private void handOver(Runnable then) {
        StateRun full = run;
        Runnable commits = commit;
        run = new StateRun();
        commit = null;
        keptBytes += full.bytes();
        keeping &= keptBytes <= budget.share();
        boolean keep = keeping;
        side.run(() -> {
            write(full, keep);
            if (commits != null) {
                commits.run();
                db.flush(); // files that are taken in leave the memtables alone, so nothing else would
            }
            then.run();
        });
    }

    private void write(StateRun full, boolean keep) {
        int[] written = {};
        if (!full.isEmpty()) {
            mark();
            written = writer.write(full);
        }
        if (keep) {
            kept.add(new MergedRuns.Sorted(full, written));
        } else {
            kept.clear();
            full.release(); // what follows may take long
        }
    }

    private void mark() {
        if (!marked) {
            meta.markUnderived();
            db.flush();
            marked = true;
        }
    }

    /** Begins to make the store complete, beside the thread that loads: nothing more may come. */
    void beginToFinish() {
        if (!finishing) {
            finishing = true;
            handOver(this::derive);
        }
    }

    boolean isFinishing() {
        return finishing;
    }

    /** Returns when the store is complete. */
    void finish() {
        try {
            beginToFinish();
            settle(); // what was committed meanwhile, too
        } catch (RuntimeException e) {
            finishing = false; // or whoever asks again would take it for complete
            throw e;
        }
    }

    private void derive() {
        if (marked) { // else nothing was there to load
            budget.deriveInTurn(() -> {
                long startNanos = System.nanoTime();
                Derivation.FAMILIES.forEach(db::clear); // what a deriving has left that did not come to its end
                try (Derivation derivation = new Derivation(db)) {
                    applied.advance(kept.isEmpty() ? derivation.run() : derivation.run(new MergedRuns(kept)));
                    LOG.info(
                            "derived {} jobs in {} ms",
                            derivation.jobs(),
                            (System.nanoTime() - startNanos) / 1_000_000);
                }
                meta.markDerived();
                kept.clear();
            });
        }
    }

    /** Leaves what was not settled to the changelog. */
    @Override
    public void close() {
        side.close();
        budget.leave();
    }
}

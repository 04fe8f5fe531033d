package io.jobview.store;

import io.jobview.history.Checkpoint;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills an empty store from its changelog: the states sorted, and at the end, once, everything that is derived from
 * them. Deriving record by record costs ten times a plain write (design section 5), and a memtable twice what sorting costs. What fits into
 * memory is one run: its states are written and derived in one pass, each while the processor still has it. If that is not all, each run is written on a
 * thread of its own while the next one comes in, and what is derived is derived from the database. For the store's one writer.
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
    private final LoadBudget budget;
    private final SideThread side = new SideThread("jobview-load");
    private final RunWriter writer;

    private StateRun run = new StateRun();
    private boolean first; // all states of the store are in the run
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
        first = !marked;
        budget.enter();
    }

    /** Takes states alone; those of a job that is there more than once are joined. */
    void load(Collection<KeyValue<byte[], byte[]>> states) {
        run.add(states);
        long room = first ? budget.share() : budget.share() / RUNS;
        if (run.bytes() > room || run.isFull()) {
            boolean all = first;
            write();
            if (all) {
                side.await(); // it has taken all the room that there is
            }
        }
    }

    /** Remembers the offset up to which states have come, once they are written. */
    void commit(Map<TopicPartition, Long> changelogOffsets, @Nullable Checkpoint checkpoint) {
        commit = () -> meta.commit(changelogOffsets, applied.toOrigins(), checkpoint);
    }

    /** Returns when everything is written that has come. */
    void settle() {
        side.await(); // it may have the run
        if (!run.isEmpty() || commit != null) {
            write();
            side.await();
        }
    }

    private void write() {
        Runnable commits = takeCommit();
        StateRun full = takeRun();
        side.run(() -> {
            write(full);
            commits.run();
        });
    }

    private StateRun takeRun() {
        StateRun taken = run;
        run = new StateRun();
        first = false;
        return taken;
    }

    private Runnable takeCommit() {
        Runnable taken = commit;
        commit = null;
        return taken == null
                ? () -> {}
                : () -> {
                    taken.run();
                    db.flush(); // files that are taken in leave the memtables alone, so nothing else would
                };
    }

    private void write(StateRun full) {
        if (!full.isEmpty()) {
            mark();
            writer.write(full);
        }
        full.release(); // what follows may take long
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
        if (finishing) {
            return;
        }
        finishing = true;
        Runnable commits = takeCommit();
        if (first) {
            StateRun all = run; // stays until it is written: what fails is asked for again, or left to the close
            side.run(() -> {
                writeAndDerive(all);
                commits.run();
            });
        } else {
            StateRun rest = takeRun();
            side.run(() -> {
                write(rest);
                commits.run();
                if (marked) { // else nothing was there to load
                    derive(Derivation::addAll);
                }
            });
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

    private void writeAndDerive(StateRun all) {
        if (!all.isEmpty()) { // else nothing was there to load
            mark();
            derive(derivation -> writer.writeAll(all, derivation::add));
            all.release();
        }
    }

    private void derive(Consumer<Derivation> states) {
        budget.inTurn(() -> {
            long startNanos = System.nanoTime();
            Derivation.FAMILIES.forEach(db::clear); // what a deriving has left that did not come to its end
            try (Derivation derivation = new Derivation(db)) {
                states.accept(derivation);
                applied.advance(derivation.ingest());
                LOG.info("derived {} jobs in {} ms", derivation.jobs(), (System.nanoTime() - startNanos) / 1_000_000);
            }
            meta.markDerived();
        });
    }

    /** Leaves what was not settled to the changelog. */
    @Override
    public void close() {
        side.close();
        budget.leave();
    }
}

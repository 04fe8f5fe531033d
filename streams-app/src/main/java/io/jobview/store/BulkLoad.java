package io.jobview.store;

import java.util.Collection;
import org.apache.kafka.streams.KeyValue;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills an empty store from its changelog: the states as they come, and at the end, once, everything that is derived from
 * them. Deriving record by record costs ten times a plain write (design section 5). For the store's one writer.
 *
 * <p>A mark on disk says that states are there from which nothing is derived yet. It comes before the first of them and goes
 * when all is derived, so after a kill in between the deriving begins anew.
 */
final class BulkLoad {

    private static final Logger LOG = LoggerFactory.getLogger(BulkLoad.class);

    private final JobDb db;
    private final Meta meta;
    private final AppliedPosition applied;
    private boolean marked;

    BulkLoad(JobDb db, Meta meta, AppliedPosition applied) {
        this.db = db;
        this.meta = meta;
        this.applied = applied;
        marked = meta.isUnderived();
    }

    /** Writes states alone; of a job that is there more than once the last one stands. */
    void load(Collection<KeyValue<byte[], byte[]>> states) {
        if (!marked) {
            meta.markUnderived();
            marked = true;
        }
        try (WriteBatch batch = new WriteBatch()) {
            for (KeyValue<byte[], byte[]> state : states) {
                if (state.value == null) {
                    db.delete(batch, Family.STATES, state.key);
                } else {
                    db.put(batch, Family.STATES, state.key, state.value);
                }
            }
            db.write(batch);
        }
    }

    /** Makes the store complete. */
    void finish() {
        if (!marked) {
            return; // nothing was there to load
        }
        long startNanos = System.nanoTime();
        Derivation.FAMILIES.forEach(db::clear); // what a deriving has left that did not come to its end
        try (Derivation derivation = new Derivation(db)) {
            applied.advance(derivation.run());
            LOG.info("derived {} jobs in {} ms", derivation.jobs(), (System.nanoTime() - startNanos) / 1_000_000);
        }
        meta.markDerived();
    }
}

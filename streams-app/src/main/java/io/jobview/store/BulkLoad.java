package io.jobview.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
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
    private final Regressions regressions;
    private final @Nullable SeenKeys seen; // null: what an earlier process has loaded is not known
    private boolean marked;

    BulkLoad(JobDb db, Meta meta, AppliedPosition applied, Regressions regressions) {
        this.db = db;
        this.meta = meta;
        this.applied = applied;
        this.regressions = regressions;
        marked = meta.isUnderived();
        seen = marked ? null : new SeenKeys();
    }

    /** Writes states alone; those of a job that is there more than once are joined. */
    void load(Collection<KeyValue<byte[], byte[]>> states) {
        if (!marked) {
            meta.markUnderived();
            marked = true;
        }
        Map<Bytes, Optional<byte[]>> joined = new LinkedHashMap<>();
        for (KeyValue<byte[], byte[]> state : states) {
            Bytes key = Bytes.wrap(state.key);
            Optional<byte[]> before = joined.get(key);
            byte[] known = before != null ? before.orElse(null) : known(state.key);
            joined.put(key, Optional.ofNullable(regressions.join(state.key, known, state.value)));
        }
        try (WriteBatch batch = new WriteBatch()) {
            joined.forEach((key, value) -> value.ifPresentOrElse(
                    bytes -> db.put(batch, Family.STATES, key.get(), bytes),
                    () -> db.delete(batch, Family.STATES, key.get())));
            db.write(batch);
        }
    }

    private byte @Nullable [] known(byte[] key) {
        return seen == null || seen.addMaybeSeen(key) ? db.get(Family.STATES, key) : null;
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

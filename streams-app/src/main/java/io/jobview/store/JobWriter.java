package io.jobview.store;

import io.jobview.store.key.WorkflowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Writes folded states and, in the same batch, everything derived from them. One thread at a time: the stream thread, or the
 * restore thread while the task is not running.
 */
final class JobWriter implements AutoCloseable {

    private static final int PORTION = 1000;

    private final JobDb db;
    private final AppliedPosition applied;
    private final WriteBatch batch = new WriteBatch();
    private final Map<String, WorkflowSummary> touched = new HashMap<>();
    private final Map<String, List<RowChange>> changes = new HashMap<>(); // of those workflows whose rows are kept
    private final Map<Bytes, StoredJob> found = new HashMap<>(); // to be written next

    JobWriter(JobDb db, AppliedPosition applied) {
        this.db = db;
        this.applied = applied;
    }

    byte @Nullable [] read(Bytes key) {
        StoredJob job = found.get(key);
        return job == null ? db.get(Family.STATES, key.get()) : job.value();
    }

    /** What is stored of these jobs, in their order; null for one that is not there. They are read together, and known until the next write. */
    List<@Nullable StateValue> states(List<Bytes> keys) {
        List<@Nullable StoredJob> jobs = new ArrayList<>(keys.size());
        List<byte[]> unknown = new ArrayList<>();
        for (Bytes key : keys) {
            StoredJob job = found.get(key);
            jobs.add(job);
            if (job == null) {
                unknown.add(key.get());
            }
        }
        Iterator<byte[]> values = db.getAll(Family.STATES, unknown).iterator();
        List<@Nullable StateValue> states = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            StoredJob job = jobs.get(i);
            if (job == null) {
                job = StoredJob.of(keys.get(i).get(), values.next());
                found.put(keys.get(i), job);
            }
            states.add(job.state());
        }
        return states;
    }

    /** Writes one state; a null value forgets the job. */
    void write(Bytes key, byte @Nullable [] value) {
        writeAll(List.of(KeyValue.pair(key, value)));
    }

    /** Writes many states at once; of a job that is there more than once the last one. */
    void writeAll(Collection<KeyValue<Bytes, byte[]>> states) {
        Map<Bytes, byte[]> last = new LinkedHashMap<>();
        for (KeyValue<Bytes, byte[]> state : states) {
            last.put(state.key, state.value);
        }
        try {
            Origins origins = Origins.NONE;
            for (Map.Entry<Bytes, byte[]> state : last.entrySet()) {
                Bytes key = state.getKey();
                StoredJob before = job(key);
                StoredJob after = before.with(state.getValue());
                stage(key.get(), before, after);
                origins = origins.join(after.origins());
            }
            flush(origins);
        } finally {
            clear();
        }
    }

    /** Writes what the changelog holds, joined with what is known. */
    void restoreAll(Collection<KeyValue<byte[], byte[]>> states, Regressions regressions) {
        states(states.stream().map(state -> Bytes.wrap(state.key)).distinct().toList());
        Map<Bytes, Optional<byte[]>> joined = new LinkedHashMap<>();
        for (KeyValue<byte[], byte[]> state : states) {
            Bytes key = Bytes.wrap(state.key);
            Optional<byte[]> before = joined.get(key);
            byte[] known = before != null ? before.orElse(null) : read(key);
            joined.put(key, Optional.ofNullable(regressions.join(state.key, known, state.value)));
        }
        List<KeyValue<Bytes, byte[]>> after = new ArrayList<>();
        joined.forEach((key, value) -> after.add(KeyValue.pair(key, value.orElse(null))));
        writeAll(after);
    }

    /** Hands over every state as it is stored, in portions. */
    void forEachState(Consumer<List<KeyValue<Bytes, byte[]>>> portions) {
        List<KeyValue<Bytes, byte[]>> portion = new ArrayList<>();
        try (ReadOptions read = new ReadOptions().setFillCache(false);
                RocksIterator states = db.iterate(Family.STATES, read)) {
            for (states.seekToFirst(); states.isValid(); states.next()) {
                portion.add(KeyValue.pair(Bytes.wrap(states.key()), states.value()));
                if (portion.size() == PORTION) {
                    portions.accept(portion);
                    portion = new ArrayList<>();
                }
            }
            states.status();
        } catch (RocksDBException e) {
            throw db.failed("read", e);
        }
        portions.accept(portion);
    }

    private StoredJob job(Bytes key) {
        StoredJob job = found.get(key);
        return job == null ? StoredJob.of(key.get(), db.get(Family.STATES, key.get())) : job;
    }

    private void stage(byte[] key, StoredJob before, StoredJob after) {
        DerivedRow old = before.row();
        DerivedRow now = after.row();
        if (after.value() == null) {
            db.delete(batch, Family.STATES, key);
        } else {
            db.put(batch, Family.STATES, key, after.value());
        }
        if (old != null && (now == null || !Arrays.equals(old.rowKey(), now.rowKey()))) {
            db.delete(batch, Family.ROWS, old.rowKey());
        }
        if (old != null && (now == null || !Arrays.equals(old.facetKey(), now.facetKey()))) {
            db.delete(batch, Family.FACETS, old.facetKey());
        }
        if (now != null) {
            db.put(batch, Family.ROWS, now.rowKey(), now.packed());
            db.put(batch, Family.FACETS, now.facetKey(), now.packed());
        }
        String workflowId = after.workflowId();
        note(workflowId, old, now);
        touched.put(workflowId, summary(workflowId).replace(old, now, after.updatedAt()));
    }

    /** All changes of a workflow or none: its rows may begin to be kept while the batch is made. */
    private void note(String workflowId, @Nullable DerivedRow old, @Nullable DerivedRow now) {
        if (!touched.containsKey(workflowId) && db.kept().has(workflowId)) {
            changes.put(workflowId, new ArrayList<>());
        }
        List<RowChange> ofWorkflow = changes.get(workflowId);
        if (ofWorkflow != null) {
            ofWorkflow.add(RowChange.of(old, now));
        }
    }

    private WorkflowSummary summary(String workflowId) {
        WorkflowSummary known = touched.get(workflowId);
        return known == null ? db.summary(workflowId, ReadTier.READ_ALL_TIER) : known;
    }

    private void flush(Origins origins) {
        touched.forEach((workflowId, summary) ->
                db.put(batch, Family.WORKFLOWS, WorkflowKey.of(workflowId), summary.toBytes()));
        applied.begin(origins);
        db.write(batch, touched, changes, () -> applied.advance(origins));
    }

    /** Also after a failure: what was staged before it must not slip into the next write. */
    private void clear() {
        touched.clear();
        changes.clear();
        batch.clear();
        found.clear();
    }

    @Override
    public void close() {
        batch.close();
    }
}

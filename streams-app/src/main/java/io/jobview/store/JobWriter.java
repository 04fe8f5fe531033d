package io.jobview.store;

import io.jobview.fold.JobState;
import io.jobview.store.key.StateKey;
import io.jobview.store.key.WorkflowKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.rocksdb.WriteBatch;

/**
 * Writes folded states and, in the same batch, everything derived from them. One thread at a time: the stream thread, or the
 * restore thread while the task is not running.
 */
final class JobWriter implements AutoCloseable {

    private static final int SUMMARIES_KEPT = 4096;

    private final JobDb db;
    private final AppliedPosition applied;
    private final WriteBatch batch = new WriteBatch();
    private final Map<String, WorkflowSummary> touched = new HashMap<>();
    private final Map<String, WorkflowSummary> summaries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, WorkflowSummary> eldest) {
            return size() > SUMMARIES_KEPT;
        }
    };

    /** The fold reads a state right before it writes it; remembering that one read saves the write its own. */
    private byte @Nullable [] lastKey;

    private byte @Nullable [] lastValue;

    JobWriter(JobDb db, AppliedPosition applied) {
        this.db = db;
        this.applied = applied;
    }

    byte @Nullable [] read(byte[] key) {
        byte[] value = db.get(Family.STATES, key);
        lastKey = key;
        lastValue = value;
        return value;
    }

    /** Writes one state; a null value forgets the job. */
    void write(byte[] key, byte @Nullable [] value) {
        byte[] before = lastKey != null && Arrays.equals(lastKey, key) ? lastValue : db.get(Family.STATES, key);
        try {
            Origins origins = stage(key, before, value);
            flush();
            applied.advance(origins);
        } finally {
            clear();
        }
    }

    /** Writes many states at once, each job's last one only. */
    void writeAll(Collection<KeyValue<byte[], byte[]>> states) {
        Map<Bytes, byte[]> last = new LinkedHashMap<>();
        Origins origins = Origins.NONE;
        for (KeyValue<byte[], byte[]> state : states) {
            last.put(Bytes.wrap(state.key), state.value);
        }
        try {
            for (Map.Entry<Bytes, byte[]> state : last.entrySet()) {
                byte[] key = state.getKey().get();
                origins = origins.join(stage(key, db.get(Family.STATES, key), state.getValue()));
            }
            flush();
            applied.advance(origins);
        } finally {
            clear();
        }
    }

    private Origins stage(byte[] key, byte @Nullable [] before, byte @Nullable [] after) {
        StateKey job = StateKey.parse(key);
        StateValue old = before == null ? null : StateValue.parse(before);
        StateValue now = after == null ? null : StateValue.parse(after);
        if (after == null) {
            db.delete(batch, Family.STATES, key);
        } else {
            db.put(batch, Family.STATES, key, after);
        }
        stageDerived(job, old == null ? null : old.state(), now == null ? null : now.state());
        return now == null ? Origins.NONE : now.origins();
    }

    private void stageDerived(StateKey job, @Nullable JobState before, @Nullable JobState after) {
        DerivedRow old = DerivedRow.of(job, before);
        DerivedRow now = DerivedRow.of(job, after);
        if (old != null && (now == null || !Arrays.equals(old.rowKey(), now.rowKey()))) {
            db.delete(batch, Family.ROWS, old.rowKey());
        }
        if (old != null && (now == null || !Arrays.equals(old.facetKey(), now.facetKey()))) {
            db.delete(batch, Family.FACETS, old.facetKey());
        }
        if (now != null) {
            db.put(batch, Family.ROWS, now.rowKey(), now.row());
            db.put(batch, Family.FACETS, now.facetKey(), now.row());
        }
        WorkflowSummary summary = summary(job.workflowId());
        touched.put(
                job.workflowId(), summary.replace(old, now, after == null ? summary.updatedAt() : after.updatedAt()));
    }

    private WorkflowSummary summary(String workflowId) {
        WorkflowSummary known = touched.get(workflowId);
        if (known == null) {
            known = summaries.get(workflowId);
        }
        if (known == null) {
            byte[] stored = db.get(Family.WORKFLOWS, WorkflowKey.of(workflowId));
            known = stored == null ? WorkflowSummary.EMPTY : WorkflowSummary.parse(stored);
        }
        return known;
    }

    private void flush() {
        touched.forEach((workflowId, summary) ->
                db.put(batch, Family.WORKFLOWS, WorkflowKey.of(workflowId), summary.toBytes()));
        db.write(batch);
        summaries.putAll(touched);
    }

    /** Also after a failure: what was staged before it must not slip into the next write. */
    private void clear() {
        touched.clear();
        batch.clear();
        lastKey = null;
        lastValue = null;
    }

    @Override
    public void close() {
        batch.close();
    }
}

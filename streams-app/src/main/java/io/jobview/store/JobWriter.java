package io.jobview.store;

import io.jobview.store.LiveJobs.LiveJob;
import io.jobview.store.key.StateKey;
import io.jobview.store.key.WorkflowKey;
import java.time.Instant;
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

    private final LiveJobs live = new LiveJobs();

    /** The fold reads a state right before it writes it; remembering that one read saves the write its own. */
    private byte @Nullable [] lastKey;

    private byte @Nullable [] lastValue;

    JobWriter(JobDb db, AppliedPosition applied) {
        this.db = db;
        this.applied = applied;
    }

    byte @Nullable [] read(byte[] key) {
        LiveJob job = live.get(key);
        if (job != null) {
            return job.value();
        }
        byte[] value = db.get(Family.STATES, key);
        lastKey = key;
        lastValue = value;
        return value;
    }

    /** Writes one state; a null value forgets the job. */
    void write(byte[] key, byte @Nullable [] value) {
        LiveJob before = live.get(key);
        if (before == null) {
            before = liveJob(
                    key, lastKey != null && Arrays.equals(lastKey, key) ? lastValue : db.get(Family.STATES, key));
        }
        LiveJob after = liveJob(key, value);
        boolean written = false;
        try {
            stage(key, before, after);
            flush();
            written = true;
        } finally {
            clear(written);
        }
        if (after == null) {
            live.clear();
        } else {
            live.put(key, after);
            applied.advance(after.state().origins());
        }
    }

    /** Writes many states at once, each job's last one only. */
    void writeAll(Collection<KeyValue<byte[], byte[]>> states) {
        live.clear();
        Map<Bytes, byte[]> last = new LinkedHashMap<>();
        Origins origins = Origins.NONE;
        for (KeyValue<byte[], byte[]> state : states) {
            last.put(Bytes.wrap(state.key), state.value);
        }
        boolean written = false;
        try {
            for (Map.Entry<Bytes, byte[]> state : last.entrySet()) {
                byte[] key = state.getKey().get();
                LiveJob after = liveJob(key, state.getValue());
                stage(key, liveJob(key, db.get(Family.STATES, key)), after);
                origins = after == null ? origins : origins.join(after.state().origins());
            }
            flush();
            written = true;
        } finally {
            clear(written);
        }
        applied.advance(origins);
    }

    private static @Nullable LiveJob liveJob(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        StateValue state = StateValue.parse(value);
        return new LiveJob(value, state, DerivedRow.of(StateKey.parse(key), state.state()));
    }

    private void stage(byte[] key, @Nullable LiveJob before, @Nullable LiveJob after) {
        DerivedRow old = before == null ? null : before.row();
        DerivedRow now = after == null ? null : after.row();
        if (after == null) {
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
            db.put(batch, Family.ROWS, now.rowKey(), now.row());
            db.put(batch, Family.FACETS, now.facetKey(), now.row());
        }
        String workflowId = StateKey.parse(key).workflowId();
        WorkflowSummary summary = summary(workflowId);
        Instant seen =
                after == null ? summary.updatedAt() : after.state().state().updatedAt();
        touched.put(workflowId, summary.replace(old, now, seen));
    }

    private WorkflowSummary summary(String workflowId) {
        WorkflowSummary known = touched.get(workflowId);
        if (known == null) {
            known = summaries.get(workflowId);
        }
        if (known == null) {
            known = db.summary(workflowId, null);
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
    private void clear(boolean written) {
        touched.clear();
        batch.clear();
        lastKey = null;
        lastValue = null;
        if (!written) {
            live.clear();
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}

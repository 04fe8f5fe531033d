package io.jobview.topology;

import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The fold's states above the change log. A view that keeps up writes each through at once. One that is far behind holds the
 * latest state of each job back and writes them together: most events of a job come soon after one another, so a replay
 * writes, logs and derives a job once where it would have done so for each event. What is held cannot be read and is not
 * reported as consumed.
 *
 * <p>Streams calls {@link #flushCache} before it commits, as it does for its own record cache, which is why this is a
 * {@link CachedStateStore}: no offset is committed over a state that is only held. Used by one stream thread.
 *
 * <p>States that are written together are not in the order of their events, and a changelog may end between two of them. So
 * only the last one says where the events of all came from; the others keep the origins that were written before. Whoever
 * restores a part never claims an event that it lacks.
 */
final class HeldStates extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, StateKey, StateValue>
        implements KeyValueStore<StateKey, StateValue> {

    private static final int MOST = 1024;
    private static final Comparator<StateKey> BY_ID =
            Comparator.comparing(StateKey::workflowId).thenComparing(StateKey::jobId);

    private final ConsumedOffsets consumed;
    private final Map<StateKey, Held> held = new HashMap<>();

    /** The fold reads a state right before it puts it: what was written of it, if it is not held. */
    private @Nullable StateKey readKey;

    private Origins readOrigins = Origins.NONE;

    /** A job's latest state, and the origins that were written with an earlier one. */
    private record Held(Origins written, StateValue latest) {}

    @SuppressWarnings("NullAway.Init") // Streams calls init first
    private TaskInput input;

    HeldStates(KeyValueStore<Bytes, byte[]> logged, ConsumedOffsets consumed) {
        super(logged);
        this.consumed = consumed;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        input = consumed.task(context.taskId().partition());
        super.init(context, root);
    }

    @Override
    public @Nullable StateValue get(StateKey key) {
        Held one = held.get(key);
        if (one != null) {
            return one.latest();
        }
        byte[] bytes = wrapped().get(Bytes.wrap(key.toBytes()));
        StateValue value = bytes == null ? null : StateValue.parse(bytes);
        readKey = key;
        readOrigins = value == null ? Origins.NONE : value.origins();
        return value;
    }

    @Override
    public void put(StateKey key, StateValue value) {
        if (!input.isFarBehind()) {
            flushCache();
            wrapped().put(Bytes.wrap(key.toBytes()), value.toBytes());
            return;
        }
        held.put(key, new Held(written(key), value));
        input.hold();
        if (held.size() >= MOST) {
            flushCache();
        }
    }

    private Origins written(StateKey key) {
        Held before = held.get(key);
        if (before != null) {
            return before.written();
        }
        if (!key.equals(readKey)) {
            get(key);
        }
        return readOrigins;
    }

    @Override
    public void flushCache() {
        if (held.isEmpty()) {
            return;
        }
        Origins all = Origins.NONE;
        List<StateKey> keys = new ArrayList<>(held.keySet());
        keys.sort(BY_ID); // neighbours are cheaper to insert
        for (Held one : held.values()) {
            all = all.join(one.latest().origins());
        }
        List<KeyValue<Bytes, byte[]>> states = new ArrayList<>(keys.size());
        for (StateKey key : keys) {
            Held one = Objects.requireNonNull(held.get(key));
            boolean last = states.size() == keys.size() - 1;
            StateValue value = new StateValue(
                    last ? one.written().join(all) : one.written(), one.latest().state());
            states.add(KeyValue.pair(Bytes.wrap(key.toBytes()), value.toBytes()));
        }
        wrapped().putAll(states);
        held.clear();
        input.release();
    }

    @Override
    public void clearCache() {
        held.clear();
        readKey = null;
    }

    /** Writes what the store of {@code FoldProcessor} holds back. */
    static void flush(KeyValueStore<StateKey, StateValue> states) {
        if (states instanceof CachedStateStore<?, ?> cached) { // Streams hands a processor a wrapper of it
            cached.flushCache();
        }
    }

    @Override
    public StateValue putIfAbsent(StateKey key, StateValue value) {
        throw unused();
    }

    @Override
    public void putAll(List<KeyValue<StateKey, StateValue>> entries) {
        throw unused();
    }

    @Override
    public StateValue delete(StateKey key) {
        throw unused();
    }

    @Override
    public KeyValueIterator<StateKey, StateValue> range(StateKey from, StateKey to) {
        throw unused();
    }

    @Override
    public KeyValueIterator<StateKey, StateValue> all() {
        throw unused();
    }

    @Override
    public long approximateNumEntries() {
        return wrapped().approximateNumEntries();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the fold only gets and puts");
    }
}

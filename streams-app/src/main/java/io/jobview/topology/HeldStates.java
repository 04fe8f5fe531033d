package io.jobview.topology;

import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 */
final class HeldStates extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, StateKey, StateValue>
        implements KeyValueStore<StateKey, StateValue> {

    private static final int MOST = 1024;

    private final ConsumedOffsets consumed;
    private final Map<StateKey, StateValue> held = new HashMap<>();

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
        StateValue latest = held.get(key);
        if (latest != null) {
            return latest;
        }
        byte[] value = wrapped().get(Bytes.wrap(key.toBytes()));
        return value == null ? null : StateValue.parse(value);
    }

    @Override
    public void put(StateKey key, StateValue value) {
        if (!input.isFarBehind()) {
            flushCache();
            wrapped().put(Bytes.wrap(key.toBytes()), value.toBytes());
            return;
        }
        held.put(key, value);
        input.hold();
        if (held.size() >= MOST) {
            flushCache();
        }
    }

    @Override
    public void flushCache() {
        if (held.isEmpty()) {
            return;
        }
        List<KeyValue<Bytes, byte[]>> states = new ArrayList<>(held.size());
        held.forEach((key, value) -> states.add(KeyValue.pair(Bytes.wrap(key.toBytes()), value.toBytes())));
        states.sort((one, other) -> one.key.compareTo(other.key)); // neighbours are cheaper to insert
        wrapped().putAll(states);
        held.clear();
        input.release();
    }

    @Override
    public void clearCache() {
        held.clear();
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

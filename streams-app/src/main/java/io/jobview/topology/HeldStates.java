package io.jobview.topology;

import io.jobview.fold.JobState;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import java.util.ArrayList;
import java.util.Arrays;
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
 * The fold's states above the change log, where what is put is joined with what is there. What is learned of a job is held back,
 * joined with what is stored once it is written, and written with that of other jobs: a job whose events come soon after one
 * another is read, written, logged and derived once. A view that keeps up writes when all that was fetched together is folded;
 * one that is far behind goes on holding. What is held is not reported as consumed.
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

    /** What is stored of some jobs, in their order; null for a job that is not there. */
    @FunctionalInterface
    interface Stored {
        List<@Nullable StateValue> of(int partition, List<Bytes> keys);
    }

    /** What is to be written to the changelog, behind all states, before each commit. */
    @FunctionalInterface
    interface CommitWriter {
        void write(int partition, TaskInput input, KeyValueStore<Bytes, byte[]> logged);
    }

    /** Of a view that keeps up: readers wait for a core while they are written. */
    private static final int LIVE_MOST = 8;

    /** Read at once. */
    private static final int BATCH = 1024;

    private final ConsumedOffsets consumed;
    private final Turn turn;
    private final Stored stored;
    private final CommitWriter commits;

    /** What came of each job since it was written last. */
    private final Map<StateKey, StateValue> held = new HashMap<>();

    private int partition;
    private int most = BATCH;

    private record Held(Bytes key, StateValue news) {}

    @SuppressWarnings("NullAway.Init") // Streams calls init first
    private TaskInput input;

    /** @param turn shared with the other tasks of the process */
    HeldStates(
            KeyValueStore<Bytes, byte[]> logged,
            ConsumedOffsets consumed,
            Turn turn,
            Stored stored,
            CommitWriter commits) {
        super(logged);
        this.commits = commits;
        this.consumed = consumed;
        this.turn = turn;
        this.stored = stored;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        partition = context.taskId().partition();
        held.clear(); // a task that is opened anew folds it again
        input = consumed.task(partition);
        input.onWrite(this::writeHeld);
        super.init(context, root);
    }

    @Override
    public @Nullable StateValue get(StateKey key) {
        byte[] bytes = wrapped().get(Bytes.wrap(key.toBytes()));
        StateValue written = bytes == null ? null : StateValue.parse(bytes);
        StateValue news = held.isEmpty() ? null : held.get(key);
        if (written == null || news == null) {
            return written == null ? news : written;
        }
        return written.join(news);
    }

    /**
     * Joined with what is there, it is written even when that changes nothing: after a crash the store can be ahead of its changelog, and only a
     * repeated event that writes through lets the other replicas learn of it.
     */
    @Override
    public void put(StateKey key, StateValue value) {
        held.merge(key, value, StateValue::join);
        input.hold();
        if (held.size() >= (input.isFarBehind() ? most : LIVE_MOST)) {
            writeHeld();
            most = consumed.heldMost();
        }
    }

    @Override
    public void flushCache() {
        writeHeld();
        commits.write(partition, input, wrapped());
    }

    private void writeHeld() {
        if (held.isEmpty()) {
            return;
        }
        if (input.isFarBehind()) {
            turn.pass(this::write);
        } else {
            turn.take(this::write);
        }
    }

    private void write() {
        Origins all = Origins.NONE;
        List<Held> sorted = new ArrayList<>(held.size());
        for (Map.Entry<StateKey, StateValue> one : held.entrySet()) {
            all = all.join(one.getValue().origins());
            sorted.add(new Held(Bytes.wrap(one.getKey().toBytes()), one.getValue()));
        }
        // Neighbours are cheaper to insert.
        sorted.sort((one, other) ->
                Arrays.compareUnsigned(one.key().get(), other.key().get()));
        List<KeyValue<Bytes, byte[]>> states = new ArrayList<>(sorted.size());
        for (int from = 0; from < sorted.size(); from += BATCH) {
            int to = Math.min(from + BATCH, sorted.size());
            join(sorted.subList(from, to), to == sorted.size() ? all : Origins.NONE, states);
        }
        wrapped().putAll(states); // in one write: readers see all of these events or none, never a later one alone
        held.clear();
        input.release();
    }

    /**
     * Adds what is to be written of these jobs.
     *
     * @param origins to be told with the last of these
     */
    private void join(List<Held> batch, Origins origins, List<KeyValue<Bytes, byte[]>> states) {
        List<Bytes> keys = batch.stream().map(Held::key).toList();
        List<@Nullable StateValue> before = stored.of(partition, keys);
        for (int i = 0; i < batch.size(); i++) {
            StateValue written = before.get(i);
            JobState news = batch.get(i).news().state();
            Origins told = written == null ? Origins.NONE : written.origins();
            StateValue after = new StateValue(
                    i == batch.size() - 1 ? told.join(origins) : told,
                    written == null ? news : written.state().join(news));
            states.add(KeyValue.pair(keys.get(i), after.toBytes()));
        }
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

package io.jobview.store;

import io.jobview.history.Checkpoint;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The store of one home partition as Kafka Streams sees it: a map of state key to state value with change logging around it.
 * Everything else is derived inside, so an active, a standby and a restored store hold the same.
 *
 * <p>{@link #query} may be called from any thread at any time. All else is called by one thread at a time: the stream
 * thread, or the restore thread while the task does not run.
 */
public final class JobStore implements KeyValueStore<Bytes, byte[]> {

    /** Events are counted by their origins, not by Streams' own position, which knows nothing of rerouted ones. */
    private static final Position UNUSED = Position.emptyPosition();

    private final String name;
    private final StoreMemory memory;
    private final LocalStores locals;

    private @Nullable Path folder;
    private volatile @Nullable OpenStore open;

    JobStore(String name, StoreMemory memory, LocalStores locals) {
        this.name = name;
        this.memory = memory;
        this.locals = locals;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        Path folder = folder(context.stateDir().toPath(), name);
        OpenStore opened = locals.parked().open(folder, context.taskId().partition(), memory);
        try {
            opened.history().check("state folder " + context.stateDir());
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        opened.begin(context.taskId());
        this.folder = folder;
        open = opened;
        locals.add(opened);
        context.register(root, (BatchingStateRestoreCallback) this::restore);
    }

    /** Where the store of a task is, below the task's folder. */
    static Path folder(Path task, String name) {
        return task.resolve("jobview").resolve(name);
    }

    private void restore(Collection<KeyValue<byte[], byte[]>> records) {
        OpenStore store = store();
        if (records.stream().allMatch(JobStore::isState) && !store.history().hasLost()) {
            store.restore(records);
            return;
        }
        List<KeyValue<byte[], byte[]>> states =
                records.stream().filter(JobStore::isState).toList();
        if (!states.isEmpty()) {
            store.restore(states);
        }
        records.forEach(record -> note(store.history(), record)); // what they say of states, once these are there
    }

    private static boolean isState(KeyValue<byte[], byte[]> record) {
        return record.value != null && !Checkpoint.isKey(record.key);
    }

    private static void note(StoreHistory history, KeyValue<byte[], byte[]> record) {
        if (Checkpoint.isKey(record.key)) {
            if (record.value != null) {
                history.loaded(Checkpoint.parse(record.value));
            }
        } else if (record.value == null) {
            history.lost(Bytes.wrap(record.key));
        } else {
            history.found(Bytes.wrap(record.key));
        }
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return store().writer().read(key);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        if (value != null && Checkpoint.isKey(key.get())) {
            store().history().written(Checkpoint.parse(value));
        } else {
            store().writer().write(key, value);
        }
        store().tail().wrote(1);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        byte[] before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        if (!store().isRewriting()) {
            store().writer().writeAll(entries);
        }
        store().tail().wrote(entries.size());
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = get(key);
        put(key, null);
        return before;
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        OpenStore store = open;
        return store == null
                ? QueryResult.forFailure(FailureReason.NOT_PRESENT, "the store is closed")
                : store.query(query);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        store().commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition changelog) {
        return store().committedOffset(changelog);
    }

    /** Must be true though KIP-1035 deprecates it: else Streams wraps the store and keeps a checkpoint file of its own. */
    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // deprecated by Streams, not by us
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public Position getPosition() {
        return UNUSED;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open != null;
    }

    @Override
    public void close() {
        OpenStore store = open;
        if (store != null) {
            open = null;
            locals.remove(store);
            locals.parked().close(Objects.requireNonNull(folder), store);
        }
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw new UnsupportedOperationException("ask with a " + JobPageQuery.class.getSimpleName());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        throw new UnsupportedOperationException("ask with a " + JobPageQuery.class.getSimpleName());
    }

    @Override
    public long approximateNumEntries() {
        return store().totals().jobs();
    }

    private OpenStore store() {
        OpenStore store = open;
        if (store == null) {
            throw new InvalidStateStoreException("store " + name + " is not open");
        }
        return store;
    }
}

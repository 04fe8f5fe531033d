package io.jobview.store;

import io.jobview.history.Checkpoint;
import io.jobview.history.TopicFacts;
import io.jobview.query.StoreFigures;
import io.jobview.query.Totals;
import io.jobview.query.ViewPosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * A store between open and close. It answers readers only while it is active, because what is half restored must never be
 * served as complete.
 */
public final class OpenStore {

    private final int partition;
    private final JobDb db;
    private final Meta meta;
    private final JobWriter writer;
    private final AppliedPosition applied = new AppliedPosition();
    private final ReadGuard guard;
    private final StoreHistory history;

    private final ChangelogTail tail = new ChangelogTail();
    private final Regressions regressions = new Regressions();

    private @Nullable BulkLoad bulk; // for the one writer, as all but queries
    private boolean loading;
    private boolean rewriting;

    private volatile boolean active;
    private final WriteClock loads = new WriteClock(); // whole while no load runs
    private volatile Runnable listener = () -> {};

    private OpenStore(int partition, JobDb db, Meta meta, StoreHistory history) {
        this.partition = partition;
        this.db = db;
        this.guard = db.guard();
        db.damage().onFound(() -> listener.run());
        this.meta = meta;
        this.history = history;
        this.writer = new JobWriter(db, applied);
    }

    /** @param facts of the topics now; null where there are none to compare with */
    static OpenStore open(Path folder, int partition, StoreMemory memory, Supplier<@Nullable TopicFacts> facts) {
        JobDb db = JobDb.open(folder, memory);
        Meta meta = new Meta(db);
        OpenStore store = new OpenStore(partition, db, meta, history(partition, db, meta, facts));
        try {
            meta.checkLayout();
            store.applied.advance(store.meta.position());
            if (store.meta.isUnderived()) {
                store.loads.begin();
            }
            if (!store.loads.isQuiet() || db.isEmpty(Family.STATES)) {
                store.bulk = new BulkLoad(db, store.meta, store.applied, store.regressions, memory.loads());
            }
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static StoreHistory history(int partition, JobDb db, Meta meta, Supplier<@Nullable TopicFacts> facts) {
        try {
            return new StoreHistory(partition, meta.checkpoint(), meta.isInherited(), facts);
        } catch (RuntimeException e) {
            db.close();
            throw e;
        }
    }

    /** The home partition whose rows these are. */
    public int partition() {
        return partition;
    }

    /** Says that the store is complete and its task runs, or that it no longer does. For the store's one writer. */
    public void setActive(boolean active) {
        if (active) {
            complete();
            history.checkLoaded();
            tail.begin();
        } else {
            tail.end();
        }
        this.active = active;
        listener.run();
    }

    /** Takes what the changelog holds. */
    void restore(Collection<KeyValue<byte[], byte[]>> states) {
        db.damage().check();
        if (bulk != null && bulk.isFinishing()) { // as when a task that was restored becomes a standby
            complete();
        }
        if (bulk == null) {
            writer.restoreAll(states, regressions);
        } else {
            if (!loading) {
                loading = true;
                db.beginLoad();
            }
            if (loads.isQuiet()) {
                loads.begin();
            }
            bulk.load(states);
        }
    }

    /**
     * The keys of the states of which the changelog last held less than the store: who is active writes them again. Each is said once.
     * For the store's one writer.
     */
    public Collection<Bytes> takeRegressed() {
        db.damage().check(); // that readers have found
        if (bulk != null) {
            bulk.settle();
        }
        List<Bytes> keys = new ArrayList<>(regressions.take());
        keys.addAll(history.takeLost());
        return keys;
    }

    /** What it is the fold of. */
    public StoreHistory history() {
        return history;
    }

    /**
     * Hands over every state, in portions, to be written to the changelog again. Until all are there nothing on the disk says that they are, so
     * after a kill it begins anew. For the store's one writer.
     */
    public void rewrite(Consumer<List<KeyValue<Bytes, byte[]>>> portions) {
        JobWriter writer = writer();
        history.rewrites();
        meta.commit(Map.of(), applied.toOrigins(), history.checkpoint());
        db.flush();
        rewriting = true;
        try {
            writer.forEachState(portions);
            history.rewritten();
        } finally {
            rewriting = false;
        }
    }

    /** Whether what is put now are the store's own states, on their way to the changelog. For the store's one writer. */
    boolean isRewriting() {
        return rewriting;
    }

    /** For who is active. */
    public ChangelogTail tail() {
        return tail;
    }

    /** Begins what {@link #complete} waits for, on a thread of its own. For the store's one writer. */
    public void beginToComplete() {
        if (bulk != null) {
            bulk.beginToFinish();
        }
    }

    /** Derives what a bulk load has put off; from now on every write derives at once. For the store's one writer. */
    public void complete() {
        if (bulk != null) {
            bulk.finish();
            bulk.close();
            bulk = null;
            if (loading) {
                loading = false;
                db.endLoad();
            }
            if (!loads.isQuiet()) {
                loads.end();
            }
        }
    }

    /** Whether nothing is under way that only closing ends: of a load that was broken off, say. For the store's one writer. */
    boolean isSettled() {
        return bulk == null && !active && !db.damage().isFound();
    }

    public boolean isActive() {
        return active && !db.damage().isFound();
    }

    /** Whether all is derived from what was loaded so far, which need not be all that there is. Any thread. */
    public boolean isWhole() {
        return loads.isQuiet() && !db.damage().isFound();
    }

    /** Says for whom it is open, until it closes. For the store's one writer. */
    void begin(TaskId task) {
        db.damage().stopsTask(task);
    }

    /** Told when the store begins to answer readers and when it ends. Must return at once. */
    void onChange(Runnable told) {
        listener = told;
    }

    JobWriter writer() {
        db.damage().check();
        complete();
        return writer;
    }

    /** What is stored of these jobs, in their order; null for one that is not there. For the store's one writer. */
    public List<@Nullable StateValue> states(List<Bytes> keys) {
        return writer().states(keys);
    }

    /**
     * Answers from any thread; fails with {@link FailureReason#NOT_ACTIVE} while the store may be incomplete, and with {@link
     * FailureReason#UNKNOWN_QUERY_TYPE} for a query that is not one of ours.
     */
    public <R> QueryResult<R> query(Query<R> query) {
        if (!(query instanceof StoreQuery<R> ours)) {
            return QueryResult.forFailure(FailureReason.UNKNOWN_QUERY_TYPE, "not a query of this store: " + query);
        }
        if (!isActive()) {
            return QueryResult.forFailure(FailureReason.NOT_ACTIVE, "partition " + partition + " is being restored");
        }
        return read(ours);
    }

    /** Answers from what there is: whoever asks has found out that it is enough. Any thread. */
    public <R> QueryResult<R> queryCopy(Query<R> query) {
        if (!(query instanceof StoreQuery<R> ours)) {
            return QueryResult.forFailure(FailureReason.UNKNOWN_QUERY_TYPE, "the store does not know " + query);
        }
        long moment = loads.now();
        if (!isWhole()) {
            return beingLoaded();
        }
        QueryResult<R> answer = read(ours);
        if (loads.isStill(moment)) {
            return answer;
        }
        // A load takes in whole files, family by family: rows and digest may be of two moments.
        if (answer.isSuccess()) {
            ours.giveUp(answer.getResult());
        }
        return beingLoaded();
    }

    private <R> QueryResult<R> beingLoaded() {
        return QueryResult.forFailure(FailureReason.NOT_ACTIVE, "partition " + partition + " is being loaded");
    }

    private <R> QueryResult<R> read(StoreQuery<R> query) {
        if (!guard.enter()) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, "partition " + partition + " is moving away");
        }
        try {
            return QueryResult.forResult(query.read(db, applied));
        } catch (DamagedStoreException e) {
            return QueryResult.forFailure(FailureReason.STORE_EXCEPTION, "partition " + partition + " is damaged");
        } finally {
            guard.exit();
        }
    }

    /** What it has folded, active or not. Any thread. */
    public ViewPosition position() {
        return applied.snapshot();
    }

    /** What RocksDB says of it, active or not; null once it closes. Any thread. */
    public @Nullable StoreFigures figures() {
        return guarded(db::figures);
    }

    /** What it holds, active or not, so perhaps not the whole; null once it closes. Any thread. */
    public @Nullable Totals copyTotals() {
        return guarded(() -> new TotalsQuery().read(db, applied));
    }

    private <T> @Nullable T guarded(Supplier<T> read) {
        if (db.damage().isFound() || !guard.enter()) {
            return null;
        }
        try {
            return read.get();
        } catch (DamagedStoreException e) {
            return null;
        } finally {
            guard.exit();
        }
    }

    /** For the thread that writes, whether or not the store is active. */
    Totals totals() {
        return new TotalsQuery().read(db, applied);
    }

    void commit(Map<TopicPartition, Long> changelogOffsets) {
        if (db.damage().isFound()) {
            return; // whoever opens it next begins anew
        }
        // Who is killed reads again that states were deleted: a checkpoint from before that does not speak for them.
        boolean vouched = !history.hasLost();
        Map<TopicPartition, Long> offsets = vouched ? changelogOffsets : Map.of();
        Checkpoint checkpoint = vouched ? history.checkpoint() : null;
        if (bulk == null) {
            meta.commit(offsets, applied.toOrigins(), checkpoint);
        } else {
            bulk.commit(offsets, checkpoint);
        }
        changelogOffsets.values().forEach(tail::committed); // there is one changelog
    }

    @Nullable
    Long committedOffset(TopicPartition changelog) {
        return history.isLogged() ? meta.offset(changelog) : null; // null: to be loaded from its beginning
    }

    void close() {
        setActive(false);
        guard.close();
        try {
            closeBulk();
        } finally {
            writer.close();
            db.close();
        }
    }

    private void closeBulk() {
        if (bulk != null) {
            try (BulkLoad closing = bulk) {
                bulk = null;
                if (!db.damage().isFound()) {
                    closing.settle();
                }
            }
        }
    }
}

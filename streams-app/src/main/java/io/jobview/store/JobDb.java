package io.jobview.store;

import io.jobview.query.Digest;
import io.jobview.query.StoreFigures;
import io.jobview.store.key.WorkflowKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.SstFileWriter;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open RocksDB with the families of a store: the one owner of its native objects. Reads may come from any thread, writes
 * from one at a time; nobody may call it during or after {@link #close}. A RocksDB failure is a
 * {@link ProcessorStateException}, which ends the stream thread rather than skip a record.
 */
final class JobDb implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobDb.class);
    private static final String SCRATCH = "scratch"; // RocksDB leaves alone what it has not named

    private final Path scratch;
    private final Damage damage;
    private final WriteClock clock = new WriteClock();
    private final LiveSummaries summaries = new LiveSummaries(clock);
    private final KeptRows kept;
    private final DbOptions options;
    private final RocksDB db;
    private final Map<Family, ColumnFamilyHandle> handles;
    private final ReadGuard guard = new ReadGuard();
    private final Set<Snapshot> leased = ConcurrentHashMap.newKeySet();

    private JobDb(Path folder, DbOptions options, RocksDB db, Map<Family, ColumnFamilyHandle> handles, RowMemory rows) {
        this.scratch = folder.resolve(SCRATCH);
        this.damage = new Damage(folder);
        this.options = options;
        this.db = db;
        this.handles = handles;
        kept = rows.open(clock);
    }

    static JobDb open(Path folder, StoreMemory memory) {
        DbOptions options = new DbOptions(memory);
        try {
            empty(folder.resolve(SCRATCH));
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            for (Family family : Family.values()) {
                descriptors.add(new ColumnFamilyDescriptor(family.label(), options.families()));
            }
            List<ColumnFamilyHandle> opened = new ArrayList<>();
            RocksDB db = RocksDB.open(options.db(), folder.toString(), descriptors, opened);
            Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
            for (Family family : Family.values()) {
                handles.put(family, opened.get(handles.size()));
            }
            return new JobDb(folder, options, db, handles, memory.rows());
        } catch (IOException | RocksDBException e) {
            options.close();
            throw notOpened(folder, e);
        }
    }

    private static RuntimeException notOpened(Path folder, Exception e) {
        DamagedStoreException damaged = e instanceof RocksDBException failure ? Damage.atOpen(failure) : null;
        return damaged != null
                ? damaged
                : new ProcessorStateException("cannot open the store in " + folder + ": " + e.getMessage(), e);
    }

    private static void empty(Path scratch) throws IOException {
        Files.createDirectories(scratch);
        try (Stream<Path> left = Files.list(scratch)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    /** {@link NotCached} if that is what it was. */
    RuntimeException notRead(RocksDBException e) {
        Status status = e.getStatus();
        return status != null && status.getCode() == Status.Code.Incomplete ? new NotCached() : failed("read", e);
    }

    byte @Nullable [] get(Family family, byte[] key) {
        try {
            return db.get(handle(family), key);
        } catch (RocksDBException e) {
            throw failed("read", e);
        }
    }

    /** The values of these keys, in their order; null where there is none. A single get throws in native code over a key that is not there. */
    List<byte[]> getAll(Family family, List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        ColumnFamilyHandle handle = handle(family);
        try {
            List<byte[]> values = db.multiGetAsList(Collections.nCopies(keys.size(), handle), keys);
            for (int i = 0; i < keys.size(); i++) {
                // RocksDB for Java gives null also for what it cannot read. Filters are in memory: of a key that is not
                // there they nearly always say so.
                if (values.get(i) == null && db.keyMayExist(handle, keys.get(i), null)) {
                    values.set(i, db.get(handle, keys.get(i)));
                }
            }
            return values;
        } catch (RocksDBException e) {
            throw failed("read", e);
        }
    }

    /** What is known of a workflow now; {@link WorkflowSummary#EMPTY} for one that was never heard of. */
    WorkflowSummary summary(String workflowId, ReadTier tier) {
        return summaries.get(workflowId, id -> storedSummary(id, tier, null));
    }

    /** The same from the store itself, now or in a snapshot. */
    WorkflowSummary storedSummary(String workflowId, ReadTier tier, @Nullable Snapshot snapshot) {
        try (ReadOptions read = new ReadOptions().setReadTier(tier)) {
            if (snapshot != null) {
                read.setSnapshot(snapshot);
            }
            byte[] value = db.get(handle(Family.WORKFLOWS), read, WorkflowKey.of(workflowId));
            return value == null ? WorkflowSummary.EMPTY : WorkflowSummary.parse(value);
        } catch (RocksDBException e) {
            throw notRead(e);
        }
    }

    /** The digest of a workflow's rows. */
    Digest digest(String workflowId, ReadTier tier) {
        Digest known = kept.digest(workflowId);
        return known != null ? known : summary(workflowId, tier).digest();
    }

    /** The rows that need not be read. */
    KeptRows kept() {
        return kept;
    }

    Damage damage() {
        return damage;
    }

    /** Tells whether a write of jobs ran. */
    WriteClock clock() {
        return clock;
    }

    /** Grows with every write. Two reads between which it stays the same saw the same moment. */
    long latestSequence() {
        return db.getLatestSequenceNumber();
    }

    RocksIterator iterate(Family family, ReadOptions read) {
        return db.newIterator(handle(family), read);
    }

    /** Pins the view of this moment; give it back with {@link #release}. */
    Snapshot snapshot() {
        return db.getSnapshot();
    }

    void release(Snapshot snapshot) {
        db.releaseSnapshot(snapshot);
    }

    /** Like {@link #snapshot}, but may be kept while nobody is inside the guard: give it back from inside, or leave it to the close. */
    Snapshot lease() {
        Snapshot snapshot = snapshot();
        leased.add(snapshot);
        return snapshot;
    }

    void giveBack(Snapshot snapshot) {
        if (leased.remove(snapshot)) {
            release(snapshot);
        }
    }

    /** Whom all readers must enter; to be closed before this is. */
    ReadGuard guard() {
        return guard;
    }

    void put(WriteBatch batch, Family family, byte[] key, byte[] value) {
        try {
            batch.put(handle(family), key, value);
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    void delete(WriteBatch batch, Family family, byte[] key) {
        try {
            batch.delete(handle(family), key);
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    /**
     * Writes what changes these workflows.
     *
     * @param after of each workflow what it is then
     * @param changes to the rows of those workflows that {@link #kept} has
     * @param readable told when all of it can be read, while readers still see that a write runs
     */
    void write(
            WriteBatch batch,
            Map<String, WorkflowSummary> after,
            Map<String, List<RowChange>> changes,
            Runnable readable) {
        clock.begin();
        boolean written = false;
        try {
            summaries.hold(after.keySet());
            kept.hold(after.keySet());
            write(batch);
            readable.run();
            written = true;
        } finally {
            kept.release(written ? changes : Map.of(), after);
            summaries.release(written ? after : Map.of());
            clock.end();
        }
    }

    /** From now on nothing that is read is remembered: whole files will be taken in, whatever they hold. */
    void beginLoad() {
        clock.begin();
    }

    /** Forgets what was read before. */
    void endLoad() {
        summaries.forgetAll();
        kept.forgetAll();
        clock.end();
    }

    void write(WriteBatch batch) {
        try {
            db.write(options.writes(), batch);
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    StoreFigures figures() {
        try {
            return DbFigures.read(db, options);
        } catch (RocksDBException e) {
            throw failed("tell of itself", e);
        }
    }

    /** Where files are written that {@link #ingest} takes, and what else does not outlive a process. */
    Path scratch() {
        return scratch;
    }

    boolean isEmpty(Family family) {
        try (ReadOptions read = new ReadOptions();
                RocksIterator entries = iterate(family, read)) {
            entries.seekToFirst();
            entries.status();
            return !entries.isValid();
        } catch (RocksDBException e) {
            throw failed("read", e);
        }
    }

    /** Removes every entry. */
    void clear(Family family) {
        try (ReadOptions read = new ReadOptions();
                RocksIterator entries = iterate(family, read)) {
            entries.seekToLast();
            entries.status();
            if (entries.isValid()) {
                byte[] last = entries.key();
                db.deleteRange(handle(family), options.writes(), new byte[0], last);
                db.delete(handle(family), options.writes(), last);
            }
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    /** Returns when what was written is on the disk. */
    void flush() {
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            db.flush(wait, List.copyOf(handles.values()));
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    /** Writes files that {@link #ingest} takes; to be closed by the caller. */
    SstFileWriter fileWriter(Family family) {
        return options.fileWriter(family);
    }

    /** Takes whole files over; what is in them becomes readable at once. */
    void ingest(Family family, List<String> files) {
        try (IngestExternalFileOptions take = new IngestExternalFileOptions().setMoveFiles(true)) {
            db.ingestExternalFile(handle(family), files, take);
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    RuntimeException failed(String what, RocksDBException cause) {
        return Damage.isDamage(cause)
                ? damage.found(cause)
                : new ProcessorStateException("the store cannot " + what + ": " + cause.getMessage(), cause);
    }

    private ColumnFamilyHandle handle(Family family) {
        return Objects.requireNonNull(handles.get(family)); // all are opened together
    }

    /** What is in the memtables goes to the disk, so a clean stop restores nothing. */
    @Override
    public void close() {
        flushAtLast();
        kept.forgetAll();
        leased.forEach(this::giveBack);
        handles.values().forEach(ColumnFamilyHandle::close);
        db.close();
        options.close();
    }

    /** RocksDB would do so as it closes, and say nothing when it fails. */
    private void flushAtLast() {
        if (damage.isFound()) {
            return; // nobody will read it
        }
        try {
            flush();
        } catch (StreamsException e) {
            LOG.warn(
                    "what {} had in memory is not on the disk, and is loaded again: {}",
                    scratch.getParent(),
                    e.getMessage());
        }
    }
}

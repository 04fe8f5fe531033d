package io.jobview.store;

import io.jobview.fold.JobState;
import io.jobview.fold.PackedRow;
import io.jobview.query.Digest;
import io.jobview.store.key.DerivedKeys;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Derives rows, facets and summaries from all states of a store, workflow by workflow in the order of their keys. This thread takes the states
 * and makes the rows; two others write them, to files that RocksDB takes in as they are. A slab of rows is filled while the one before is
 * written. For one use by the store's one writer.
 */
final class Derivation implements AutoCloseable {

    /** The families that are derived. */
    static final List<Family> FAMILIES = List.of(Family.ROWS, Family.FACETS, Family.WORKFLOWS);

    private static final int FIRST_SLAB_BYTES = 1 << 20; // enough for a small store
    private static final int SLAB_BYTES = 8 << 20; // some 35,000 rows; as many again are being written
    private static final int SLAB_GROWTH = 4;

    private final JobDb db;
    private final int slabBytes;
    private final SortedFiles workflowFiles;
    private final DerivedFamily rows;
    private final DerivedFamily facets;

    private final DerivedKeys keys = new DerivedKeys();
    private final PackedRow packed = new PackedRow();
    private final SummaryCount summary = new SummaryCount();
    private RowSlab slab;
    private @Nullable RowSlab written; // or being written
    private byte[] key = new byte[1 << 9];
    private byte[] value = new byte[1 << 9];
    private byte[] workflow = {}; // whose states are being read
    private boolean split; // it has rows in slabs before
    private Origins origins = Origins.NONE;
    private long jobs;

    Derivation(JobDb db) {
        this(db, FIRST_SLAB_BYTES, SLAB_BYTES);
    }

    /** @param firstSlabBytes more than the largest row takes */
    Derivation(JobDb db, int firstSlabBytes, int slabBytes) {
        this.db = db;
        this.slabBytes = slabBytes;
        slab = new RowSlab(firstSlabBytes);
        workflowFiles = new SortedFiles(db, Family.WORKFLOWS);
        rows = new DerivedFamily(db, Family.ROWS, RowSlab::rows);
        facets = new DerivedFamily(db, Family.FACETS, RowSlab::facets);
    }

    /** All states that the database holds. */
    void addAll() {
        try (ReadOptions read = new ReadOptions().setFillCache(false);
                RocksIterator states = db.iterate(Family.STATES, read)) {
            for (states.seekToFirst(); states.isValid(); states.next()) {
                int keyLength = readKey(states);
                int valueLength = readValue(states); // before the array is named: it may be another one then
                add(keyLength, value, 0, valueLength);
            }
            states.status();
        } catch (RocksDBException e) {
            throw db.failed("read", e);
        }
    }

    /** A state whose key follows that of the one before. */
    void add(byte[] keys, int keyAt, int keyLength, byte[] values, int valueAt, int valueLength) {
        key = copy(keys, keyAt, keyLength, key);
        add(keyLength, values, valueAt, valueLength);
    }

    private static byte[] copy(byte[] from, int at, int length, byte[] into) {
        if (into.length < length) {
            return Arrays.copyOfRange(from, at, at + length);
        }
        System.arraycopy(from, at, into, 0, length);
        return into;
    }

    /** Hands everything over to the database; returns the origins of all states. */
    Origins ingest() {
        endWorkflow();
        handOver();
        rows.ingest();
        facets.ingest();
        workflowFiles.ingest();
        return origins;
    }

    long jobs() {
        return jobs;
    }

    /** Returns its length. */
    private int readKey(RocksIterator states) {
        int length = states.key(key);
        if (length > key.length) {
            key = states.key();
        }
        return length;
    }

    private int readValue(RocksIterator states) {
        int length = states.value(value);
        if (length > value.length) {
            value = states.value();
        }
        return length;
    }

    private void add(int keyLength, byte[] values, int valueAt, int valueLength) {
        if (!isOfWorkflow(keyLength)) {
            endWorkflow();
            workflow = Arrays.copyOf(key, DerivedKeys.workflowEnd(key));
        }
        jobs++;
        StateValue stored = StateValue.parse(values, valueAt, valueLength);
        JobState state = stored.state();
        origins = origins.join(stored.origins());
        summary.seen(state.updatedAt());
        if (!state.deleted()) {
            addRow(keyLength, state);
        }
    }

    private boolean isOfWorkflow(int keyLength) {
        int end = workflow.length;
        return end > 0 && keyLength > end && key[end] == 0 && Arrays.equals(key, 0, end, workflow, 0, end);
    }

    private void addRow(int keyLength, JobState state) {
        int end = workflow.length;
        keys.set(key, end, keyLength, state.createdAt(), state.status(), state.trigger());
        packed.set(key, 0, end, key, end + 1, keyLength - end - 1, state);
        int cell = WorkflowSummary.cell(state.status(), state.trigger());
        summary.add(cell, Digest.of(packed.bytes(), 0, packed.hashedLength()));
        if (!slab.add(keys, packed, state.createdAt(), cell)) {
            split |= slab.end(!split, false);
            handOver();
            nextSlab();
            slab.add(keys, packed, state.createdAt(), cell);
        }
    }

    private void endWorkflow() {
        if (workflow.length > 0) {
            workflowFiles.add(workflow, summary.take().toBytes());
            slab.end(!split, true);
            split = false;
        }
    }

    /** Returns when the slab before is written. */
    private void handOver() {
        rows.add(slab);
        facets.add(slab);
    }

    private void nextSlab() {
        RowSlab next = written;
        written = slab;
        if (next == null || next.capacity() < slabBytes) {
            next = new RowSlab(Math.min(slabBytes, slab.capacity() * SLAB_GROWTH));
        }
        next.clear();
        slab = next;
    }

    @Override
    public void close() {
        rows.close();
        facets.close();
        workflowFiles.close();
    }
}

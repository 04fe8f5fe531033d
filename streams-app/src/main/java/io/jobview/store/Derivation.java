package io.jobview.store;

import io.jobview.store.key.WorkflowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Derives rows, facets and summaries from all states of a store, workflow by workflow in the order of their keys. Each
 * workflow's rows are sorted in memory and go to files that RocksDB takes in as they are; those of a workflow that is too
 * large for that are written in sorted parts. For one use by the store's one writer.
 */
final class Derivation implements AutoCloseable {

    /** The families that are derived. */
    static final List<Family> FAMILIES = List.of(Family.ROWS, Family.FACETS, Family.WORKFLOWS);

    private static final int MOST_ROWS = 50_000; // some 700 bytes each

    private final JobDb db;
    private final SortedFiles rowFiles;
    private final SortedFiles facetFiles;
    private final SortedFiles workflowFiles;
    private final List<DerivedRow> rows = new ArrayList<>();

    private String workflowId = "";
    private WorkflowSummary summary = WorkflowSummary.EMPTY;
    private boolean tooLarge;
    private long jobs;

    Derivation(JobDb db) {
        this.db = db;
        rowFiles = new SortedFiles(db, Family.ROWS);
        facetFiles = new SortedFiles(db, Family.FACETS);
        workflowFiles = new SortedFiles(db, Family.WORKFLOWS);
    }

    /** Returns the origins of everything that is there. */
    Origins run() {
        Origins origins = Origins.NONE;
        try (ReadOptions read = new ReadOptions().setFillCache(false);
                RocksIterator states = db.iterate(Family.STATES, read)) {
            for (states.seekToFirst(); states.isValid(); states.next()) {
                LiveJob job = LiveJob.of(states.key(), states.value());
                add(job);
                origins = origins.join(job.origins());
            }
            states.status();
        } catch (RocksDBException e) {
            throw JobDb.failed("read", e);
        }
        endWorkflow();
        rowFiles.ingest();
        facetFiles.ingest();
        workflowFiles.ingest();
        return origins;
    }

    long jobs() {
        return jobs;
    }

    private void add(LiveJob job) {
        if (!job.workflowId().equals(workflowId)) {
            endWorkflow();
            workflowId = job.workflowId();
        }
        jobs++;
        DerivedRow row = job.row();
        summary = summary.replace(null, row, job.updatedAt());
        if (row != null) {
            rows.add(row);
        }
        if (rows.size() == MOST_ROWS) {
            tooLarge = true;
            writePart();
        }
    }

    private void endWorkflow() {
        if (!workflowId.isEmpty()) {
            workflowFiles.add(WorkflowKey.of(workflowId), summary.toBytes());
            if (tooLarge) {
                writePart();
            } else {
                rows.sort(by(DerivedRow::rowKey));
                rows.forEach(row -> rowFiles.add(row.rowKey(), row.row()));
                rows.sort(by(DerivedRow::facetKey));
                rows.forEach(row -> facetFiles.add(row.facetKey(), row.row()));
            }
        }
        rows.clear();
        summary = WorkflowSummary.EMPTY;
        tooLarge = false;
    }

    private void writePart() {
        try (WriteBatch batch = new WriteBatch()) {
            rows.sort(by(DerivedRow::rowKey)); // neighbours are cheaper to insert
            rows.forEach(row -> db.put(batch, Family.ROWS, row.rowKey(), row.row()));
            rows.sort(by(DerivedRow::facetKey));
            rows.forEach(row -> db.put(batch, Family.FACETS, row.facetKey(), row.row()));
            db.write(batch);
        }
        rows.clear();
    }

    private static Comparator<DerivedRow> by(Function<DerivedRow, byte[]> key) {
        return Comparator.comparing(key, Arrays::compareUnsigned);
    }

    @Override
    public void close() {
        rowFiles.close();
        facetFiles.close();
        workflowFiles.close();
    }
}

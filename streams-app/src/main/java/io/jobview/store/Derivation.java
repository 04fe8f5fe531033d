package io.jobview.store;

import io.jobview.store.key.WorkflowKey;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Derives rows, facets and summaries from all states of a store, workflow by workflow in the order of their keys. This thread reads the states
 * and makes the rows; two others sort and write them, to files that RocksDB takes in as they are. Whole workflows are sorted in memory, one that is
 * too large for that in runs that are merged. For one use by the store's one writer.
 */
final class Derivation implements AutoCloseable {

    /** The families that are derived. */
    static final List<Family> FAMILIES = List.of(Family.ROWS, Family.FACETS, Family.WORKFLOWS);

    private static final int ENOUGH_ROWS = 4096; // to be worth waking two threads
    private static final int MOST_ROWS = 30_000; // some 700 bytes each; as many again are being written

    private final JobDb db;
    private final int mostRows;
    private final SortedFiles workflowFiles;
    private final DerivedFamily rows;
    private final DerivedFamily facets;

    private List<List<DerivedRow>> ended = new ArrayList<>(); // whole workflows
    private int endedRows;
    private List<DerivedRow> current = new ArrayList<>(); // of the workflow that is being read
    private String workflowId = "";
    private WorkflowSummary summary = WorkflowSummary.EMPTY;
    private boolean inParts;
    private long jobs;

    Derivation(JobDb db) {
        this(db, MOST_ROWS);
    }

    /** @param mostRows so many of a workflow are sorted in memory */
    Derivation(JobDb db, int mostRows) {
        this.db = db;
        this.mostRows = mostRows;
        workflowFiles = new SortedFiles(db, Family.WORKFLOWS);
        rows = new DerivedFamily(db, Family.ROWS, DerivedRow::rowKey, DerivedRow::rowOrder);
        facets = new DerivedFamily(db, Family.FACETS, DerivedRow::facetKey, DerivedRow::facetOrder);
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
        writeEnded();
        rows.ingest();
        facets.ingest();
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
            current.add(row);
        }
        if (current.size() == mostRows) {
            writeEnded(); // they come before
            writePart();
        }
    }

    private void endWorkflow() {
        if (!workflowId.isEmpty()) {
            workflowFiles.add(WorkflowKey.of(workflowId), summary.toBytes());
        }
        if (inParts) {
            writePart();
            rows.endParts();
            facets.endParts();
        } else {
            ended.add(current);
            endedRows += current.size();
            current = new ArrayList<>();
        }
        if (endedRows >= ENOUGH_ROWS) {
            writeEnded();
        }
        summary = WorkflowSummary.EMPTY;
        inParts = false;
    }

    private void writeEnded() {
        if (!ended.isEmpty()) {
            rows.add(ended);
            facets.add(ended);
            ended = new ArrayList<>();
            endedRows = 0;
        }
    }

    private void writePart() {
        rows.addPart(current);
        facets.addPart(current);
        current = new ArrayList<>();
        inParts = true;
    }

    @Override
    public void close() {
        rows.close();
        facets.close();
        workflowFiles.close();
    }
}

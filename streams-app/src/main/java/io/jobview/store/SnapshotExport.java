package io.jobview.store;

import io.jobview.query.ExportPart;
import io.jobview.query.JobExport;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/**
 * An export over a snapshot. Each part is a read of its own that seeks to where the last one ended: an iterator held over a slow
 * reader's pauses would pin memtables, a snapshot only keeps old versions from being compacted away. And it is inside the read
 * guard only while it reads, so a closing store waits for one part and not for the export.
 */
final class SnapshotExport implements JobExport {

    private final JobDb db;
    private final Snapshot snapshot;
    private PageRequest request;
    private boolean released;

    private SnapshotExport(JobDb db, Snapshot snapshot, PageRequest request) {
        this.db = db;
        this.snapshot = snapshot;
        this.request = request;
    }

    /** Called inside the read guard. */
    static SnapshotExport open(JobDb db, PageRequest request) {
        return new SnapshotExport(db, db.lease(), request);
    }

    @Override
    public synchronized @Nullable ExportPart next() {
        if (released || !db.guard().enter()) {
            return null;
        }
        try {
            ExportPart part = PageReader.readPart(db, request, snapshot);
            RowPosition next = part.next();
            if (next != null) {
                request = new PageRequest(request.workflowId(), request.filter(), request.limit(), next);
            }
            return part;
        } catch (DamagedStoreException e) {
            return null;
        } finally {
            db.guard().exit();
        }
    }

    @Override
    public synchronized void close() {
        if (!released && db.guard().enter()) { // else the database is closing, and that gives all snapshots back
            try {
                db.giveBack(snapshot);
            } finally {
                db.guard().exit();
            }
        }
        released = true;
    }
}

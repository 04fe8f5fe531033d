package io.jobview.store;

import io.jobview.query.Digest;
import io.jobview.query.ExportPart;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.store.key.Range;
import io.jobview.store.key.RowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadTier;
import org.rocksdb.Snapshot;

/**
 * Reads a page, from rows that are kept or else from RocksDB: one seek and as many steps as it has rows. A filtered page merges the facets that pass, all of one moment,
 * so it costs what it returns and not what it leaves out.
 */
final class PageReader {

    private PageReader() {}

    /** @throws NotCached if it takes more than the tier */
    static JobPage read(JobDb db, PageRequest request, ReadTier tier) {
        JobPage known = Facet.all(request.filter()) ? db.kept().page(request) : null;
        JobPage page = known != null ? known : withoutSnapshot(db, request, tier);
        if (page != null) {
            return page;
        }
        Snapshot snapshot = db.snapshot();
        try {
            WorkflowSummary summary = db.storedSummary(request.workflowId(), tier, snapshot);
            return page(scan(db, request, summary, tier, snapshot), request, summary.digest(), RowBuffer.COMMA, null);
        } finally {
            db.release(snapshot);
        }
    }

    /** The same page as lines, as of a snapshot. */
    static ExportPart readPart(JobDb db, PageRequest request, Snapshot snapshot) {
        WorkflowSummary summary = db.storedSummary(request.workflowId(), ReadTier.READ_ALL_TIER, snapshot);
        Scan scan = scan(db, request, summary, ReadTier.READ_ALL_TIER, snapshot);
        JobPage page = page(scan, request, summary.digest(), RowBuffer.LINE_FEED, null);
        return new ExportPart(page.rows(), page.count(), page.next());
    }

    /** Null if a write came between the summary and the rows. A snapshot would take a lock of the writers for every page. */
    private static @Nullable JobPage withoutSnapshot(JobDb db, PageRequest request, ReadTier tier) {
        KeptRows.Reading reading = Facet.all(request.filter()) ? db.kept().reading(request) : null;
        long before = db.latestSequence();
        WorkflowSummary summary = db.summary(request.workflowId(), tier);
        Scan scan = scan(db, request, summary, tier, null); // from here on it sees one moment
        if (db.latestSequence() != before) {
            scan.close();
            return null;
        }
        JobPage page = page(scan, request, summary.digest(), RowBuffer.COMMA, reading);
        if (reading != null) {
            reading.keep(summary.digest(), page.next() == null);
        }
        return page;
    }

    private static Scan scan(
            JobDb db, PageRequest request, WorkflowSummary summary, ReadTier tier, @Nullable Snapshot snapshot) {
        if (Facet.all(request.filter())) {
            return rows(db, request, tier, snapshot);
        }
        List<Facet> facets = Facet.passing(request.filter(), request.workflowId(), summary);
        return MergedScan.open(db, facets, request.after(), tier, snapshot);
    }

    private static RangeScan rows(JobDb db, PageRequest request, ReadTier tier, @Nullable Snapshot snapshot) {
        Range rows = RowKey.range(request.workflowId()).within(request.filter().created());
        return RangeScan.rows(db, rows, request.after(), tier, snapshot);
    }

    private static JobPage page(
            Scan opened, PageRequest request, Digest digest, char separator, KeptRows.@Nullable Reading reading) {
        RowBuffer rows = new RowBuffer(request.limit(), separator);
        StoredRow row = new StoredRow(request.workflowId());
        try (Scan scan = opened) {
            RowPosition last = null;
            while (scan.isValid()) {
                if (rows.rows() == request.limit()) {
                    // A row more than was asked for: only now is it known that another page follows.
                    return new JobPage(rows.toPage(), rows.rows(), digest, last);
                }
                row.read(scan.row());
                rows.append(row.bytes(), row.length());
                if (reading != null) {
                    reading.add(scan.row().key(), rows.last());
                }
                if (rows.rows() == request.limit()) {
                    last = scan.place();
                }
                scan.next();
            }
            return new JobPage(rows.toPage(), rows.rows(), digest, null);
        }
    }
}

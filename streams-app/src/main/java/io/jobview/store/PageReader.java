package io.jobview.store;

import io.jobview.query.ExportPart;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.store.key.Range;
import io.jobview.store.key.RowKey;
import java.util.List;
import org.rocksdb.Snapshot;

/**
 * Reads a page: one seek and as many steps as it has rows. A filtered page merges the facets that pass, under one snapshot,
 * so it costs what it returns and not what it leaves out.
 */
final class PageReader {

    private PageReader() {}

    static JobPage read(JobDb db, PageRequest request) {
        if (Facet.all(request.filter())) {
            Range rows = RowKey.range(request.workflowId()).within(request.filter().created());
            return page(RangeScan.rows(db, rows, request.after(), null), request, RowBuffer.COMMA);
        }
        Snapshot snapshot = db.snapshot();
        try {
            return page(facets(db, request, snapshot), request, RowBuffer.COMMA);
        } finally {
            db.release(snapshot);
        }
    }

    /** The same page as lines, as of a snapshot. */
    static ExportPart readPart(JobDb db, PageRequest request, Snapshot snapshot) {
        Range rows = RowKey.range(request.workflowId()).within(request.filter().created());
        Scan scan = Facet.all(request.filter())
                ? RangeScan.rows(db, rows, request.after(), snapshot)
                : facets(db, request, snapshot);
        JobPage page = page(scan, request, RowBuffer.LINE_FEED);
        return new ExportPart(page.rows(), page.count(), page.next());
    }

    private static Scan facets(JobDb db, PageRequest request, Snapshot snapshot) {
        WorkflowSummary summary = db.summary(request.workflowId(), snapshot);
        List<Facet> facets = Facet.passing(request.filter(), request.workflowId(), summary);
        return MergedScan.open(db, facets, request.after(), snapshot);
    }

    private static JobPage page(Scan opened, PageRequest request, char separator) {
        RowBuffer rows = new RowBuffer(request.limit(), separator);
        try (Scan scan = opened) {
            RowPosition last = null;
            while (scan.isValid()) {
                if (rows.rows() == request.limit()) {
                    // A row more than was asked for: only now is it known that another page follows.
                    return new JobPage(rows.toBytes(), rows.rows(), last);
                }
                rows.append(scan.row());
                if (rows.rows() == request.limit()) {
                    last = scan.place();
                }
                scan.next();
            }
            return new JobPage(rows.toBytes(), rows.rows(), null);
        }
    }
}

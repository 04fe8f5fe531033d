package io.jobview.store;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.query.ViewPosition;
import io.jobview.store.key.FacetKey;
import io.jobview.store.key.Range;
import io.jobview.store.key.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rocksdb.Snapshot;

/**
 * Reads a page: one seek and as many steps as it has rows. A filtered page merges the facets that pass, under one snapshot,
 * so it costs what it returns and not what it leaves out.
 */
final class PageReader {

    private PageReader() {}

    static JobPage read(JobDb db, AppliedPosition applied, PageRequest request) {
        ViewPosition position = applied.snapshot(); // before the scan: it must not claim more than was read
        List<Range> facets = facets(request);
        if (facets.isEmpty()) {
            return page(
                    new RangeScan(db, Family.ROWS, RowKey.range(request.workflowId()), request.after(), null),
                    request,
                    position);
        }
        if (facets.size() == 1) {
            return page(new RangeScan(db, Family.FACETS, facets.get(0), request.after(), null), request, position);
        }
        Snapshot snapshot = db.snapshot();
        try {
            return page(MergedScan.open(db, facets, request.after(), snapshot), request, position);
        } finally {
            db.release(snapshot);
        }
    }

    private static JobPage page(Scan opened, PageRequest request, ViewPosition position) {
        RowBuffer rows = new RowBuffer(request.limit());
        try (Scan scan = opened) {
            RowPosition last = null;
            while (scan.isValid()) {
                if (rows.rows() == request.limit()) {
                    // A row more than was asked for: only now is it known that another page follows.
                    return new JobPage(rows.toBytes(), rows.rows(), last, position);
                }
                rows.append(scan.row());
                if (rows.rows() == request.limit()) {
                    last = scan.place();
                }
                scan.next();
            }
            return new JobPage(rows.toBytes(), rows.rows(), null, position);
        }
    }

    /** The facets that pass the filter; none when all of them do, because then the rows themselves are the answer. */
    private static List<Range> facets(PageRequest request) {
        JobFilter filter = request.filter();
        Set<JobStatus> statuses = filter.statuses().isEmpty() ? Set.of(JobStatus.values()) : filter.statuses();
        Set<Trigger> triggers = filter.triggers().isEmpty() ? Set.of(Trigger.values()) : filter.triggers();
        List<Range> facets = new ArrayList<>();
        if (statuses.size() * triggers.size() < JobStatus.values().length * Trigger.values().length) {
            for (JobStatus status : statuses) {
                for (Trigger trigger : triggers) {
                    facets.add(FacetKey.range(request.workflowId(), status, trigger));
                }
            }
        }
        return facets;
    }
}

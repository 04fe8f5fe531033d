package io.jobview.store;

import io.jobview.query.JobExport;
import io.jobview.query.PageRequest;
import io.jobview.query.Positioned;

/**
 * Asks a store for an export. The request's limit is the number of rows in a part. Whoever gets the export must close it.
 */
public record ExportQuery(PageRequest request) implements PositionedQuery<JobExport> {

    @Override
    public JobExport read(JobDb db) {
        return SnapshotExport.open(db, request);
    }

    @Override
    public void giveUp(Positioned<JobExport> answer) {
        answer.value().close();
    }
}

package io.jobview.store;

import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import org.rocksdb.ReadTier;

/** Asks a store for one page of a workflow's jobs. */
public record JobPageQuery(PageRequest request) implements PositionedQuery<JobPage> {

    @Override
    public JobPage read(JobDb db) {
        return PageReader.read(db, request, ReadTier.READ_ALL_TIER);
    }
}

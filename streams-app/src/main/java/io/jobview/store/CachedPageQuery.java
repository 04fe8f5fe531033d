package io.jobview.store;

import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import java.util.Optional;
import org.rocksdb.ReadTier;

/**
 * Asks a store for one page of a workflow's jobs if that takes no more than memtables and block cache; empty when it would have to
 * wait for the disk. For threads that must not.
 */
public record CachedPageQuery(PageRequest request) implements PositionedQuery<Optional<JobPage>> {

    @Override
    public Optional<JobPage> read(JobDb db) {
        try {
            return Optional.of(PageReader.read(db, request, ReadTier.BLOCK_CACHE_TIER));
        } catch (NotCached e) {
            return Optional.empty();
        }
    }
}

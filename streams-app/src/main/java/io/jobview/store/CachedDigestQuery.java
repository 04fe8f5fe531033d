package io.jobview.store;

import io.jobview.query.Digest;
import java.util.Optional;
import org.rocksdb.ReadTier;

/** As {@link DigestQuery}; empty when the lookup would have to wait for the disk. */
public record CachedDigestQuery(String workflowId) implements PositionedQuery<Optional<Digest>> {

    @Override
    public Optional<Digest> read(JobDb db) {
        try {
            return Optional.of(db.digest(workflowId, ReadTier.BLOCK_CACHE_TIER));
        } catch (NotCached e) {
            return Optional.empty();
        }
    }
}

package io.jobview.store;

import io.jobview.query.Digest;
import org.rocksdb.ReadTier;

/** Asks a store for the digest of one workflow's rows: one lookup, no row is read. */
public record DigestQuery(String workflowId) implements PositionedQuery<Digest> {

    @Override
    public Digest read(JobDb db) {
        return db.digest(workflowId, ReadTier.READ_ALL_TIER);
    }
}

package io.jobview.store;

import org.rocksdb.ReadTier;

/** Asks a store for the summary of one workflow; {@link WorkflowSummary#EMPTY} for one it never heard of. */
public record WorkflowQuery(String workflowId) implements PositionedQuery<WorkflowSummary> {

    @Override
    public WorkflowSummary read(JobDb db) {
        return db.summary(workflowId, ReadTier.READ_ALL_TIER);
    }
}

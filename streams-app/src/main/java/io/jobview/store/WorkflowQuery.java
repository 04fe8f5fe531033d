package io.jobview.store;

import io.jobview.store.key.WorkflowKey;

/** Asks a store for the summary of one workflow; {@link WorkflowSummary#EMPTY} for one it never heard of. */
public record WorkflowQuery(String workflowId) implements StoreQuery<WorkflowSummary> {

    @Override
    public WorkflowSummary read(JobDb db, AppliedPosition applied) {
        byte[] value = db.get(Family.WORKFLOWS, WorkflowKey.of(workflowId));
        return value == null ? WorkflowSummary.EMPTY : WorkflowSummary.parse(value);
    }
}

package io.jobview.store;

import io.jobview.event.Trigger;
import io.jobview.fold.JobRow;
import io.jobview.fold.JobState;
import io.jobview.fold.JobStatus;
import io.jobview.query.Digest;
import io.jobview.store.key.FacetKey;
import io.jobview.store.key.RowKey;
import io.jobview.store.key.StateKey;
import org.jspecify.annotations.Nullable;

/** What one job's state becomes in the families that are read: a row, filed twice. */
@SuppressWarnings("ArrayRecordComponent") // lives for one write
record DerivedRow(JobStatus status, Trigger trigger, byte[] rowKey, byte[] facetKey, byte[] row, Digest digest) {

    /** The row of a job in this state; null when it has none, because it is not known or deleted. */
    static @Nullable DerivedRow of(StateKey job, @Nullable JobState state) {
        if (state == null || state.deleted()) {
            return null;
        }
        byte[] row = JobRow.write(job.workflowId(), job.jobId(), state);
        return new DerivedRow(
                state.status(),
                state.trigger(),
                RowKey.of(job.workflowId(), state.createdAt(), job.jobId()),
                FacetKey.of(job.workflowId(), state.status(), state.trigger(), state.createdAt(), job.jobId()),
                row,
                Digest.ofRow(row));
    }
}

package io.jobview.store;

import io.jobview.query.Digest;
import java.time.Instant;
import java.util.Arrays;

/** Counts the summary of one workflow after another, job by job. For one thread. */
final class SummaryCount {

    private final long[] counts = new long[WorkflowSummary.cells()];
    private Digest digest = Digest.ZERO;
    private Instant updatedAt = Instant.MIN;

    /** A job, whether or not it has a row. */
    void seen(Instant updated) {
        updatedAt = updated.isAfter(updatedAt) ? updated : updatedAt;
    }

    /** A row. */
    void add(int cell, Digest row) {
        counts[cell]++;
        digest = digest.plus(row);
    }

    /** What was counted; the next count begins at nothing. */
    WorkflowSummary take() {
        WorkflowSummary taken = WorkflowSummary.of(counts.clone(), digest, updatedAt);
        Arrays.fill(counts, 0);
        digest = Digest.ZERO;
        updatedAt = Instant.MIN;
        return taken;
    }
}

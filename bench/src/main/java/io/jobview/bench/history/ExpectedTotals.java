package io.jobview.bench.history;

import io.jobview.query.Digest;
import io.jobview.query.Totals;
import java.util.HashSet;
import java.util.Set;

/** What a view of a whole history must hold. */
public final class ExpectedTotals {

    private ExpectedTotals() {}

    public static Totals of(History history) {
        FoldedJob.Folder folder = new FoldedJob.Folder();
        Set<String> workflows = new HashSet<>();
        Digest digest = Digest.ZERO;
        for (long number = 0; number < history.jobs(); number++) {
            FoldedJob job = folder.fold(history.job(number));
            workflows.add(job.workflowId());
            digest = digest.plus(job.digest());
        }
        return new Totals(workflows.size(), history.jobs(), digest);
    }
}

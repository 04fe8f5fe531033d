package io.jobview.bench.history;

import io.jobview.event.Decoded;
import io.jobview.event.EventDecoder;
import io.jobview.fold.JobRow;
import io.jobview.fold.JobState;
import io.jobview.query.Digest;
import io.jobview.query.Totals;
import java.util.HashSet;
import java.util.Set;

/** What a view of a whole history must hold, folded job by job without topic, store or streams. */
public final class ExpectedTotals {

    private ExpectedTotals() {}

    public static Totals of(History history) {
        EventDecoder decoder = new EventDecoder();
        Set<String> workflows = new HashSet<>();
        Digest digest = Digest.ZERO;
        for (long number = 0; number < history.jobs(); number++) {
            GeneratedJob job = history.job(number);
            workflows.add(job.workflowId());
            JobState state = job.events().stream()
                    .map(event -> state(decoder.decode(event)))
                    .reduce(JobState::join)
                    .orElseThrow();
            digest = digest.plus(Digest.ofRow(JobRow.write(job.workflowId(), job.jobId(), state)));
        }
        return new Totals(workflows.size(), history.jobs(), digest);
    }

    private static JobState state(Decoded decoded) {
        if (decoded instanceof Decoded.Valid valid) {
            return JobState.of(valid.event());
        }
        throw new IllegalStateException("the history holds what is no event: " + decoded);
    }
}

package io.jobview.bench.history;

import io.jobview.event.Decoded;
import io.jobview.event.EventDecoder;
import io.jobview.fold.JobRow;
import io.jobview.fold.JobState;

/** A job as it must be after all its events, folded without topic, store or streams. */
public record FoldedJob(String workflowId, String jobId, JobState state) {

    /** As it is served. */
    public byte[] row() {
        return JobRow.write(workflowId, jobId, state);
    }

    /** For one thread. */
    public static final class Folder {

        private final EventDecoder decoder = new EventDecoder();

        public FoldedJob fold(GeneratedJob job) {
            JobState state = job.events().stream()
                    .map(event -> state(decoder.decode(event)))
                    .reduce(JobState::join)
                    .orElseThrow();
            return new FoldedJob(job.workflowId(), job.jobId(), state);
        }

        private static JobState state(Decoded decoded) {
            if (decoded instanceof Decoded.Valid valid) {
                return JobState.of(valid.event());
            }
            throw new IllegalStateException("the history holds what is no event: " + decoded);
        }
    }
}

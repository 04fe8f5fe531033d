package io.jobview.bench.history;

import io.jobview.event.Decoded;
import io.jobview.event.EventDecoder;
import io.jobview.fold.JobRow;
import io.jobview.fold.JobState;
import io.jobview.fold.PackedRow;
import io.jobview.query.Digest;

/** A job as it must be after all its events, folded without topic, store or streams. */
public record FoldedJob(String workflowId, String jobId, JobState state) {

    /** By which it counts in the digest of a view. */
    public Digest digest() {
        PackedRow packed = PackedRow.of(workflowId, jobId, state);
        return Digest.of(packed.bytes(), 0, packed.hashedLength());
    }

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

package io.jobview.bench.parts;

import io.jobview.bench.history.FoldedJob;
import io.jobview.bench.history.GeneratedJob;
import io.jobview.bench.history.LifecycleHistory;
import io.jobview.fold.PackedRow;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A few thousand jobs to take in turn, so that no branch is learned by heart. Each thread has its own. */
@State(Scope.Thread)
public class SampleJob {

    private static final int JOBS = 4096;
    private static final LifecycleHistory HISTORY = LifecycleHistory.of(JOBS, 200);

    private final GeneratedJob[] generated = new GeneratedJob[JOBS];
    private final FoldedJob[] folded = new FoldedJob[JOBS];
    private final byte[][] packed = new byte[JOBS][];
    private int next;

    public SampleJob() {
        FoldedJob.Folder folder = new FoldedJob.Folder();
        for (int number = 0; number < JOBS; number++) {
            generated[number] = HISTORY.job(number);
            folded[number] = folder.fold(generated[number]);
            packed[number] = PackedRow.of(folded[number].workflowId(), folded[number].jobId(), folded[number].state())
                    .toBytes();
        }
    }

    FoldedJob nextFolded() {
        return folded[next++ & (JOBS - 1)];
    }

    byte[] nextPacked() {
        return packed[next++ & (JOBS - 1)];
    }

    /** The events of one job, in order. */
    List<byte[]> nextEvents() {
        return generated[next++ & (JOBS - 1)].events();
    }
}

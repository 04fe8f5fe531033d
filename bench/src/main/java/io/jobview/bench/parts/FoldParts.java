package io.jobview.bench.parts;

import io.jobview.bench.history.FoldedJob;
import io.jobview.bench.history.LifecycleHistory;
import io.jobview.event.Decoded;
import io.jobview.event.EventDecoder;
import io.jobview.fold.JobRow;
import io.jobview.fold.JobState;
import io.jobview.fold.JobStateCodec;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an event passes through between topic and store. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class FoldParts {

    private static final int EVENTS_PER_JOB = 4;

    private static final byte[] WORKFLOW = LifecycleHistory.workflowId(0).getBytes(StandardCharsets.UTF_8);

    private final EventDecoder decoder = new EventDecoder();
    private final JobRow row = new JobRow();

    /** One event each. */
    @Benchmark
    @OperationsPerInvocation(EVENTS_PER_JOB)
    public int decode(SampleJob sample) {
        int length = 0;
        for (byte[] event : sample.nextEvents()) {
            length += valid(event).event().jobId().length();
        }
        return length;
    }

    /** One event each, decoding included. */
    @Benchmark
    @OperationsPerInvocation(EVENTS_PER_JOB)
    public JobState decodeAndFold(SampleJob sample) {
        List<byte[]> events = sample.nextEvents();
        JobState state = JobState.of(valid(events.get(0)).event());
        for (int i = 1; i < events.size(); i++) {
            state = state.join(JobState.of(valid(events.get(i)).event()));
        }
        return state;
    }

    @Benchmark
    public byte[] writeState(SampleJob sample) {
        return new StateValue(Origins.of(1, 42), sample.nextFolded().state()).toBytes();
    }

    @Benchmark
    public JobState encodeAndDecode(SampleJob sample) {
        byte[] bytes = JobStateCodec.encode(sample.nextFolded().state());
        return JobStateCodec.decode(bytes, 0, bytes.length);
    }

    @Benchmark
    public byte[] writeRow(SampleJob sample) {
        FoldedJob job = sample.nextFolded();
        return job.row();
    }

    /** As a page does, from what is stored. */
    @Benchmark
    public int unpackRow(SampleJob sample) {
        byte[] packed = sample.nextPacked();
        row.set(WORKFLOW, packed, packed.length);
        return row.length();
    }

    private Decoded.Valid valid(byte[] event) {
        return (Decoded.Valid) decoder.decode(event);
    }
}

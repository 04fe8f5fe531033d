package io.jobview.bench.parts;

import io.jobview.bench.history.FoldedJob;
import io.jobview.store.key.FacetKey;
import io.jobview.store.key.RowKey;
import io.jobview.store.key.StateKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The keys of one job. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class KeyBenchmark {

    @Benchmark
    public byte[] state(SampleJob sample) {
        FoldedJob job = sample.nextFolded();
        return new StateKey(job.workflowId(), job.jobId()).toBytes();
    }

    @Benchmark
    public byte[] row(SampleJob sample) {
        FoldedJob job = sample.nextFolded();
        return RowKey.of(job.workflowId(), job.state().createdAt(), job.jobId());
    }

    @Benchmark
    public byte[] facet(SampleJob sample) {
        FoldedJob job = sample.nextFolded();
        return FacetKey.of(
                job.workflowId(),
                job.state().status(),
                job.state().trigger(),
                job.state().createdAt(),
                job.jobId());
    }
}

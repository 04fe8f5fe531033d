package io.jobview.bench.parts;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.history.Zipf;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.store.JobPageQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** First pages of many workflows by Zipf: what they cost beside {@link PageRead} is what caches, of blocks and of the processor, do not hold. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class SpreadPageRead {

    private static final QueryConfig CONFIG = new QueryConfig(false);
    private static final PositionBound BOUND = PositionBound.unbounded();
    private static final int DRAWN = 1 << 16;
    private static final int LIMIT = 10;
    private static final long SEED = 7;

    @Param("100000")
    public int jobs;

    @Param("20000")
    public int workflows;

    /** For blocks and memtables: once so much that every block stays, once not. */
    @Param({"64", "1024"})
    public int memoryMib;

    private Path folder;
    private FilledStore filled;
    private final JobPageQuery[] queries = new JobPageQuery[DRAWN];
    private int next;

    @Setup(Level.Trial)
    public void fill() throws IOException {
        folder = Files.createTempDirectory("jobview-jmh");
        filled = FilledStore.of(folder, LifecycleHistory.of(jobs, workflows), (long) memoryMib << 20);
        Zipf zipf = new Zipf(workflows);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < DRAWN; i++) {
            String workflow = LifecycleHistory.workflowId(zipf.draw(random));
            queries[i] = new JobPageQuery(new PageRequest(workflow, JobFilter.ALL, LIMIT, null));
        }
    }

    @Benchmark
    public JobPage first() {
        return filled.store()
                .query(queries[next++ & DRAWN - 1], BOUND, CONFIG)
                .getResult()
                .value();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        filled.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

package io.jobview.bench.parts;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.store.JobPageQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

/** A first page out of RocksDB, without Kafka Streams or HTTP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class PageRead {

    private static final QueryConfig CONFIG = new QueryConfig(false);
    private static final PositionBound BOUND = PositionBound.unbounded();

    @Param("100000")
    public int jobs;

    @Param({"10", "50", "100"})
    public int limit;

    private Path folder;
    private FilledStore filled;

    @Setup(Level.Trial)
    public void fill() throws IOException {
        folder = Files.createTempDirectory("jobview-jmh");
        filled = FilledStore.of(folder, jobs);
    }

    /** Of the workflow that has most jobs. */
    @Benchmark
    public JobPage first() {
        JobPageQuery query =
                new JobPageQuery(new PageRequest(LifecycleHistory.workflowId(0), JobFilter.ALL, limit, null));
        JobPage page = filled.store().query(query, BOUND, CONFIG).getResult().value();
        if (page.count() != limit) {
            throw new IllegalStateException("a page of " + page.count() + " rows");
        }
        return page;
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

package io.jobview.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a run is.
 *
 * @param quick small data and no warm-up: the run shows that the benchmarks work, its figures say nothing
 * @param events to fold
 * @param jobs in the view that is read; null: as many as suit the benchmark
 * @param workflows of the histories that spread over several
 * @param slice how long one side of a comparison is loaded before the other's turn
 * @param pairs of slices, one of each side
 * @param warmUp how long a comparison may be warmed up before it is measured
 * @param connections of the load client
 * @param threads stream threads of the view
 * @param rate requests per second of the open loop
 * @param kafka more Kafka settings of the view, to measure what one of them does
 * @param data where broker and view keep their files; null: in a temporary folder, removed at the end
 */
record BenchOptions(
        boolean quick,
        long events,
        @Nullable Long jobs,
        int workflows,
        Duration slice,
        int pairs,
        Duration warmUp,
        int connections,
        int threads,
        int rate,
        Map<String, String> kafka,
        @Nullable Path data) {

    private static final long QUICK_JOBS = 3_000;

    BenchOptions {
        kafka = Map.copyOf(kafka);
    }

    /** Jobs for a benchmark that has this many unless told otherwise. */
    long jobsOr(long usual) {
        return jobs != null ? jobs : quick ? QUICK_JOBS : usual;
    }
}

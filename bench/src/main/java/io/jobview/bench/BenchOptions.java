package io.jobview.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a run is.
 *
 * @param events to fold
 * @param jobs in the view that is read; null: as many as suit the benchmark
 * @param slice how long one side of a comparison is loaded before the other's turn
 * @param connections of the load client
 * @param threads stream threads of the view
 * @param kafka more Kafka settings of the view, to measure what one of them does
 * @param data where broker and view keep their files; null: in a temporary folder, removed at the end
 */
record BenchOptions(
        long events,
        @Nullable Long jobs,
        Duration slice,
        int connections,
        int threads,
        Map<String, String> kafka,
        @Nullable Path data) {

    BenchOptions {
        kafka = Map.copyOf(kafka);
    }
}

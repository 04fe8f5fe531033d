package io.jobview.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how large a run is. What is not given depends on {@code --quick}. */
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class SizeOptions {

    @Option(
            names = "--quick",
            description =
                    "small data, no warm-up, two minutes for all: shows that the benchmarks work, not what is fast")
    private boolean quick;

    @Option(names = "--events", paramLabel = "N", description = "events to fold (default: 1000000)")
    private @Nullable Long events;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "jobs in the view that is read (default: page 2000000, filter and memory 1000000, others fewer)")
    private @Nullable Long jobs;

    @Option(names = "--workflows", paramLabel = "N", description = "over which jobs are spread (default: 20000)")
    private @Nullable Integer workflows;

    @Option(names = "--seconds", paramLabel = "S", description = "length of one slice of load (default: 4)")
    private @Nullable Double seconds;

    @Option(names = "--pairs", paramLabel = "N", description = "slices of each side of a comparison (default: 6)")
    private @Nullable Integer pairs;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description =
                    "longest warm-up of a comparison, which ends once neither side gets faster (default: 60; mixed takes up to five times that)")
    private @Nullable Double warmUp;

    @Option(names = "--connections", paramLabel = "N", description = "of the load client (default: 8)")
    private int connections = 8;

    @Option(names = "--threads", paramLabel = "N", description = "stream threads of the view (default: 2)")
    private int threads = 2;

    @Option(names = "--rate", paramLabel = "N", description = "requests per second of the open loop (default: 2000)")
    private @Nullable Integer rate;

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "a Kafka setting of the view, to see what it does; may be repeated")
    private Map<String, String> kafka = Map.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "keep broker and views there, publish no history twice and fold none twice to be read (default: a temporary folder)")
    private @Nullable Path data;

    /** @throws IllegalArgumentException with a line for the user */
    BenchOptions options() {
        BenchOptions options = new BenchOptions(
                quick,
                or(events, quick ? 8_000L : 1_000_000L),
                jobs,
                or(workflows, quick ? 20 : 20_000),
                duration(or(seconds, quick ? 0.1 : 4)),
                or(pairs, quick ? 1 : 6),
                duration(or(warmUp, quick ? 0.0 : 60)),
                connections,
                threads,
                or(rate, quick ? 200 : 2_000),
                kafka,
                data);
        if (options.events() < 1000 || options.jobsOr(1000) < 1000) {
            throw new IllegalArgumentException("--events and --jobs need at least 1000");
        }
        if (options.workflows() < 1
                || options.pairs() < 1
                || connections < 1
                || threads < 1
                || options.rate() < 1
                || options.slice().isZero()) {
            throw new IllegalArgumentException(
                    "--workflows, --seconds, --pairs, --connections, --threads and --rate must be above 0");
        }
        return options;
    }

    private static <T> T or(@Nullable T given, T byDefault) {
        return Objects.requireNonNullElse(given, byDefault);
    }

    private static Duration duration(double seconds) {
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("--seconds and --warm-up cannot be negative");
        }
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}

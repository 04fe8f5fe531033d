package io.jobview.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobview bench}: runs benchmarks and prints their figures. Exit codes as design section 9 has them. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the whole on loopback in one process, each figure beside its peer in the same run.",
        footer = {
            "",
            "fold    events per second of a fresh view, beside a bare consumer",
            "page    pages per second over HTTP, beside a static body of the same size",
            "filter  a rare status and a deep page in a workflow of a million jobs, beside its first page",
            "all     these three"
        })
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class BenchMain implements Callable<Integer> {

    private static final List<Benchmark> BENCHMARKS =
            List.of(new FoldBenchmark(), new PageBenchmark(), new FilterBenchmark());

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "fold, page, filter or all")
    private List<String> names = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "also write the figures as JSON")
    private @Nullable Path json;

    @Option(names = "--events", defaultValue = "2000000", description = "events to fold (default: 2000000)")
    private long events;

    @Option(
            names = "--jobs",
            description = "jobs in the view that is read (default: 500000, in the huge workflow of filter 1000000)")
    private @Nullable Long jobs;

    @Option(names = "--seconds", defaultValue = "4", description = "length of one slice of load (default: 4)")
    private double seconds;

    @Option(names = "--connections", defaultValue = "8", description = "of the load client (default: 8)")
    private int connections;

    @Option(names = "--threads", defaultValue = "1", description = "stream threads of the view (default: 1)")
    private int threads;

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "a Kafka setting of the view, to see what it does; may be repeated")
    private Map<String, String> kafka = Map.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "keep broker and view there, and publish nothing twice (default: a temporary folder)")
    private @Nullable Path data;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private BenchMain() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "logback-bench.xml"); // before the first logger
        System.exit(new CommandLine(new BenchMain()).execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchMain());
    }

    @Override
    public Integer call() throws Exception {
        List<Benchmark> chosen = chosen();
        if (events < 4 || jobs != null && jobs < 100 || !(seconds > 0) || connections < 1 || threads < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--events needs 4, --jobs 100, --connections, --threads and --seconds above 0");
        }
        BenchOptions options = new BenchOptions(
                events, jobs, Duration.ofNanos((long) (seconds * 1e9)), connections, threads, kafka, data);
        Figures figures = new Figures();
        Progress progress = new Progress(spec.commandLine().getErr());
        try (Workbench bench = Workbench.open(options, progress)) {
            for (Benchmark benchmark : chosen) {
                MachineLoad load = MachineLoad.now();
                benchmark.run(bench, figures);
                load.sinceThen()
                        .ifPresent(share -> figures.add(benchmark.name() + "_machine_used_by_others", share, "cores"));
            }
        }
        spec.commandLine().getOut().print(figures.table());
        spec.commandLine().getOut().flush();
        if (json != null) {
            figures.writeJson(json);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Benchmark> chosen() {
        for (String name : names) {
            if (!name.equals("all")
                    && BENCHMARKS.stream().noneMatch(known -> known.name().equals(name))) {
                throw new ParameterException(spec.commandLine(), "there is no benchmark " + name);
            }
        }
        return BENCHMARKS.stream()
                .filter(benchmark -> names.contains("all") || names.contains(benchmark.name()))
                .toList();
    }
}

package io.jobview.bench;

import io.jobview.bench.parts.JmhMain;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "fold     events per second of a fresh view, beside a bare consumer and a textbook aggregate",
            "page     pages per second over HTTP, beside a static body of the same size and the textbook way",
            "poll     a workflow that does not change, asked for with the tag of the last answer",
            "filter   rare statuses, a deep page and a huge workflow, beside plain first pages",
            "mixed    latency at a fixed rate while events are folded, beside the same when idle",
            "fresh    from an event's acknowledgement to its job being served, beside a bare consumer",
            "forward  a page from the instance that does not own it, beside the owner's and a bare round trip",
            "restore  an empty disk from the changelog, beside a stock store",
            "start    a process on kept state to its first page, with and without a class-data archive",
            "memory   what a process holds under load, beside its bound",
            "all      these",
            "jmh      the parts, with allocation per operation; what follows are options of JMH"
        })
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class BenchMain implements Callable<Integer> {

    private static final List<Benchmark> BENCHMARKS = List.of(
            new FoldBenchmark(),
            new PageBenchmark(),
            new PollBenchmark(),
            new FilterBenchmark(),
            new MixedBenchmark(),
            new FreshBenchmark(),
            new ForwardBenchmark(),
            new RestoreBenchmark(),
            new StartBenchmark(),
            new MemoryBenchmark());

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "one or more of those below")
    private List<String> names = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "also write the figures as JSON")
    private @Nullable Path json;

    @Mixin
    private SizeOptions size = new SizeOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("logback.configurationFile", "logback-bench.xml"); // before the first logger
        if (args.length > 0 && args[0].equals("jmh")) {
            JmhMain.run(List.of(args).subList(1, args.length));
        } else {
            System.exit(commandLine().execute(args));
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchMain());
    }

    @Override
    public Integer call() throws Exception {
        List<Benchmark> chosen = chosen();
        BenchOptions options;
        try {
            options = size.options();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
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

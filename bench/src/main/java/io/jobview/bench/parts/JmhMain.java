package io.jobview.bench.parts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code jobview bench jmh}: JMH's own command line, always with its profiler of allocation. */
public final class JmhMain {

    private static final String QUICK = "--quick";
    private static final String QUICK_JOBS = "2000";
    private static final TimeValue QUICK_TIME = TimeValue.milliseconds(50);

    private JmhMain() {}

    /** @param arguments JMH's; {@code --quick}: one short iteration in this process, which shows that everything runs */
    public static Collection<RunResult> run(List<String> arguments) throws RunnerException, CommandLineOptionException {
        List<String> forJmh = new ArrayList<>(arguments);
        boolean quick = forJmh.remove(QUICK);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(new CommandLineOptions(forJmh.toArray(String[]::new)))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        if (forJmh.stream().noneMatch(argument -> !argument.startsWith("-"))) {
            options.include(JmhMain.class.getPackageName());
        }
        if (quick) {
            options.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(QUICK_TIME);
            options.param("jobs", QUICK_JOBS);
        }
        return new Runner(options.build()).run();
    }
}

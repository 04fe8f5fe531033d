package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From the start of the process to its first page, out of a state that was kept, with an archive of class data, which
 * {@code JOBVIEW_JAVA_OPTS} can ask for, and without.
 */
final class StartBenchmark implements Benchmark {

    private static final long JOBS = 200_000;
    private static final long MOST_SECONDS = 120;
    private static final String TARGET = Page.target(LifecycleHistory.workflowId(0), 10, "");

    private final List<Double> archived = new ArrayList<>();
    private final List<Double> plain = new ArrayList<>();

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        BenchOptions options = bench.options();
        KeptView view = KeptView.of(bench, LifecycleHistory.of(options.jobsOr(JOBS), options.workflows()));
        Path folder = bench.folder("start");
        Path archive = folder.resolve("jobview.jsa");
        bench.progress().say("starting the service on " + view.totals().jobs() + " kept jobs again and again");
        // The first start restores, and writes the archive when it ends.
        boolean archives = ServeChild.runsFromJars();
        start(bench, view, folder, archives ? List.of("-XX:ArchiveClassesAtExit=" + archive) : List.of());
        if (archives && !Files.exists(archive)) {
            throw new IllegalStateException("the JVM wrote no archive to " + archive);
        }
        for (int round = 0; round < options.pairs(); round++) {
            plain.add(start(bench, view, folder, List.of()));
            if (archives) {
                archived.add(start(bench, view, folder, List.of("-XX:SharedArchiveFile=" + archive)));
            }
        }
        figures.add("start_plain_s", Medians.of(plain), "s to the first page, without an archive");
        if (archives) {
            figures.add("start_s", Medians.of(archived), "s to the first page");
            figures.add("start_vs_plain", Medians.ofRatios(archived, plain), "of its time");
        } else {
            bench.progress().say("these classes are not in jars, so the JVM cannot archive them");
            figures.add("start_s", Medians.of(plain), "s to the first page");
        }
    }

    private static double start(Workbench bench, KeptView view, Path folder, List<String> jvm)
            throws IOException, InterruptedException {
        try (ServeChild child = ServeChild.start(bench, view, folder, jvm)) {
            double seconds = child.awaitAnswer(TARGET, MOST_SECONDS);
            child.stop();
            return seconds;
        }
    }
}

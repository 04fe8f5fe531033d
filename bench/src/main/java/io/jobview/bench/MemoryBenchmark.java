package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.load.HttpConnection;
import io.jobview.bench.load.LoadClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the service's process holds in memory while it serves pages and folds events, beside what it is bounded to: its heap and
 * the memory of its stores. It has restored its jobs before, so the peak of that is told too.
 */
final class MemoryBenchmark implements Benchmark {

    private static final long JOBS = 1_000_000;
    private static final int EVENTS_PER_SECOND = 1_000;
    private static final int LIMIT = 50;
    private static final long LEAST_JOBS_PER_SECOND = 5_000;
    private static final long START_SECONDS = 120;
    private static final double KIB_PER_MIB = 1024;
    private static final Pattern JOBS_OF_PARTITION = Pattern.compile("\"jobs\":(\\d+)");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        BenchOptions options = bench.options();
        LifecycleHistory history = LifecycleHistory.of(options.jobsOr(JOBS), options.workflows());
        KeptView view = KeptView.of(bench, history);
        Path folder = bench.folder("memory");
        try (ServeChild child = ServeChild.start(bench, view, folder, List.of())) {
            bench.progress().say("restoring " + history.jobs() + " jobs in a process of its own");
            child.awaitAnswer(
                    "/readyz", // a page may be there before the other partitions
                    START_SECONDS + history.jobs() / LEAST_JOBS_PER_SECOND);
            checkJobs(child.port(), view.totals().jobs());
            bench.progress().say("loading it with pages of " + LIMIT + " and events");
            Optional<Long> resident = underEvents(bench, child, history, view.eventsTopic());
            if (resident.isEmpty()) {
                bench.progress().say("this system does not tell what a process holds: no figure");
                return;
            }
            double bound = (double) ((ServeChild.HEAP_BYTES + view.memoryBytes()) >> 20);
            double held = resident.get() / KIB_PER_MIB;
            figures.add("memory_jobs", (double) history.jobs(), "jobs");
            figures.add("memory_mib", held, "MiB resident under load, at most");
            figures.add("memory_peak_mib", ResidentSet.peak(child.pid()).orElse(0L) / KIB_PER_MIB, "MiB, restore too");
            figures.add("memory_bound_mib", bound, "MiB of heap and stores by configuration");
            figures.add("memory_vs_bound", held / bound, "");
            child.stop();
        }
    }

    private static Optional<Long> underEvents(Workbench bench, ServeChild child, LifecycleHistory history, String topic)
            throws Exception {
        try (LiveEvents live = new LiveEvents(history, topic, bench.bootstrapServers(), EVENTS_PER_SECOND)) {
            return live.during(() -> mostUnderLoad(bench, child, history));
        }
    }

    private static Optional<Long> mostUnderLoad(Workbench bench, ServeChild child, LifecycleHistory history)
            throws IOException {
        BenchOptions options = bench.options();
        PageMix mix = PageMix.of(child.port(), history.workflows(), LIMIT);
        Optional<Long> most = Optional.empty();
        try (LoadClient client = new LoadClient(child.port(), options.connections(), mix.requests())) {
            for (int slice = 0; slice < 2 * options.pairs(); slice++) {
                client.run(options.slice());
                Optional<Long> now = ResidentSet.now(child.pid());
                most = now.isPresent() && now.get() > most.orElse(0L) ? now : most;
            }
        }
        return most;
    }

    private static void checkJobs(int port, long expected) throws IOException {
        try (HttpConnection connection = HttpConnection.open(port)) {
            long jobs = JOBS_OF_PARTITION
                    .matcher(connection.body("/view"))
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .sum();
            if (jobs != expected) {
                throw new IllegalStateException("the service holds " + jobs + " of " + expected + " jobs");
            }
        }
    }
}

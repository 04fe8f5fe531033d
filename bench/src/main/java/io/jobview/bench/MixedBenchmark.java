package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.load.LoadClient;
import io.jobview.bench.load.LoadResult;
import io.jobview.bench.load.OpenLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What readers of a service in its own process feel of the fold: pages at a fixed rate while events arrive, beside the same when none do. */
final class MixedBenchmark implements Benchmark {

    private static final long JOBS = 200_000;
    private static final int EVENTS_PER_SECOND = 5_000;
    private static final int EVENTS_PER_SECOND_QUICK = 500;
    private static final int LIMIT = 10;
    private static final long START_SECONDS = 120;

    /** So many times as long as other comparisons: two JVMs on the same cores compile, and while they do they are what readers wait for. */
    private static final int WARM_UPS = 4;

    @Override
    public String name() {
        return "mixed";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        BenchOptions options = bench.options();
        LifecycleHistory history = LifecycleHistory.of(options.jobsOr(JOBS), options.workflows());
        KeptView view = KeptView.of(bench, history);
        int eventsPerSecond = options.quick() ? EVENTS_PER_SECOND_QUICK : EVENTS_PER_SECOND;
        try (ServeChild child = ServeChild.start(bench, view, bench.folder("mixed"), List.of());
                LiveEvents live =
                        new LiveEvents(history, view.eventsTopic(), bench.bootstrapServers(), eventsPerSecond)) {
            child.awaitAnswer("/readyz", START_SECONDS);
            measure(bench, figures, child, live, PageMix.of(child.port(), history.workflows(), LIMIT));
            child.stop();
        }
    }

    private static void measure(Workbench bench, Figures figures, ServeChild child, LiveEvents live, PageMix mix)
            throws Exception {
        BenchOptions options = bench.options();
        List<LoadResult> idle = new ArrayList<>();
        List<LoadResult> mixed = new ArrayList<>();
        bench.progress().say("loading pages as fast as they come, with live events, to warm up");
        try (LoadClient closed = new LoadClient(child.port(), options.connections(), mix.requests())) {
            WarmUp.run(
                    options.warmUp(),
                    () -> live.during(() -> closed.run(options.slice())).perSecond());
        }
        child.awaitFolded(live.sent());
        // Not before: the server closes connections that are silent for as long as the warm-up may take.
        try (OpenLoad open = new OpenLoad(child.port(), 4 * options.connections(), mix.requests())) {
            Callable<LoadResult> pages = () -> open.run(options.slice(), options.rate());
            bench.progress().say("loading pages at " + options.rate() + " per second, with and without live events");
            Compilers.runUntilTheyRest(
                    options.warmUp().multipliedBy(WARM_UPS),
                    List.of(child.pid(), ProcessHandle.current().pid()),
                    () -> pair(pages, live, child, new ArrayList<>(), new ArrayList<>()));
            bench.progress().say("and now it counts");
            for (int pair = 0; pair < options.pairs(); pair++) {
                pair(pages, live, child, idle, mixed);
            }
        }
        figures.add(
                "mixed_rate",
                Medians.of(mixed.stream().map(LoadResult::perSecond).toList()),
                "answers/s");
        add(figures, "mixed", mixed);
        add(figures, "idle", idle);
        figures.add("mixed_p99_vs_idle", Medians.ofRatios(latency(mixed, 99), latency(idle, 99)), "of its time");
    }

    private static boolean pair(
            Callable<LoadResult> pages,
            LiveEvents live,
            ServeChild child,
            List<LoadResult> idle,
            List<LoadResult> mixed)
            throws Exception {
        System.gc(); // the pauses of the broker's and the load's process are not the service's
        idle.add(pages.call());
        System.gc();
        mixed.add(live.during(pages));
        child.awaitFolded(live.sent());
        return true;
    }

    private static void add(Figures figures, String name, List<LoadResult> slices) {
        figures.add(name + "_p50_us", Medians.of(latency(slices, 50)), "us from the intended time");
        figures.add(name + "_p99_us", Medians.of(latency(slices, 99)), "us from the intended time");
        figures.add(name + "_p999_us", Medians.of(latency(slices, 99.9)), "us from the intended time");
    }

    private static List<Double> latency(List<LoadResult> slices, double percentile) {
        return slices.stream().map(slice -> slice.latencyMicros(percentile)).toList();
    }
}

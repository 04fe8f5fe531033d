package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.load.LoadClient;
import io.jobview.bench.load.LoadResult;
import io.jobview.bench.load.OpenLoad;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What readers feel of the fold: pages at a fixed rate while events arrive, beside the same when none do. */
final class MixedBenchmark implements Benchmark {

    private static final long JOBS = 200_000;
    private static final int EVENTS_PER_SECOND = 5_000;
    private static final int EVENTS_PER_SECOND_QUICK = 500;
    private static final int LIMIT = 10;

    @Override
    public String name() {
        return "mixed";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        // Its own topic each time, since the live events change it.
        LifecycleHistory history = LifecycleHistory.of(
                        bench.options().jobsOr(JOBS), bench.options().workflows())
                .named("mixed-" + UUID.randomUUID());
        bench.publish(history);
        try (MeasuredView view = MeasuredView.start(bench, history, bench.folder("state"))) {
            view.awaitFolded(bench.progress());
            try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view.view())) {
                measure(bench, figures, view, history, server.port());
            }
        }
    }

    private static void measure(Workbench bench, Figures figures, MeasuredView view, LifecycleHistory history, int port)
            throws Exception {
        BenchOptions options = bench.options();
        int eventsPerSecond = options.quick() ? EVENTS_PER_SECOND_QUICK : EVENTS_PER_SECOND;
        LiveEvents live = new LiveEvents(history, history.topic(), bench.bootstrapServers(), eventsPerSecond);
        PageMix mix = PageMix.of(port, history.workflows(), LIMIT);
        List<LoadResult> idle = new ArrayList<>();
        List<LoadResult> mixed = new ArrayList<>();
        bench.progress().say("loading pages at " + options.rate() + " per second, with and without live events");
        try (LoadClient closed = new LoadClient(port, options.connections(), mix.requests())) {
            WarmUp.run(
                    options.warmUp(),
                    () -> live.during(() -> closed.run(options.slice())).perSecond());
            view.await(history.events() + live.sent());
        }
        // Not before: the server closes connections that are silent for as long as the warm-up may take.
        try (OpenLoad open = new OpenLoad(port, 4 * options.connections(), mix.requests())) {
            for (int pair = 0; pair < options.pairs(); pair++) {
                idle.add(open.run(options.slice(), options.rate()));
                mixed.add(live.during(() -> open.run(options.slice(), options.rate())));
                view.await(history.events() + live.sent());
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

    private static void add(Figures figures, String name, List<LoadResult> slices) {
        figures.add(name + "_p50_us", Medians.of(latency(slices, 50)), "us from the intended time");
        figures.add(name + "_p99_us", Medians.of(latency(slices, 99)), "us from the intended time");
        figures.add(name + "_p999_us", Medians.of(latency(slices, 99.9)), "us from the intended time");
    }

    private static List<Double> latency(List<LoadResult> slices, double percentile) {
        return slices.stream().map(slice -> slice.latencyMicros(percentile)).toList();
    }
}

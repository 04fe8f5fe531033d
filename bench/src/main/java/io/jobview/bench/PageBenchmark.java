package io.jobview.bench;

import io.jobview.bench.PairedLoad.Target;
import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.history.Publisher;
import io.jobview.bench.load.LoadClient;
import io.jobview.bench.load.Request;
import io.jobview.bench.textbook.TextbookPages;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Pages over HTTP in a closed loop, beside a static body of the same size, and beside the textbook way on the same rows; as the service
 * gives them, mostly from rows that it keeps in memory, and all read from RocksDB.
 */
final class PageBenchmark implements Benchmark {

    static final long JOBS = 2_000_000;

    private static final int LIMIT = 10;
    private static final int LEAST_RUNS = 3;
    private static final int MOST_PARTS = 8;
    private static final int REPEAT_EVERY = 20; // jobs: each part differs

    /** Bounds that leave nothing out. Kept rows do not answer pages with bounds, so these are read from RocksDB. */
    static final String EVER = "&created_after=0000-01-01T00:00:00Z";

    @Override
    public String name() {
        return "page";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        LifecycleHistory history = history(bench.options());
        MeasuredView view = withRuns(bench, history);
        figures.add("page_view_jobs", (double) history.jobs(), "jobs");
        figures.add("page_sorted_runs", (double) SortedRuns.fewest(view.state()), "in the partition that has fewest");
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view.view())) {
            for (int limit : new int[] {10, 50, 100}) {
                PageMix mix = PageMix.of(server.port(), history.workflows(), limit);
                besideStatic(bench, figures, "page" + limit, server.port(), mix, mix.requests());
                PageMix stored = PageMix.of(server.port(), history.workflows(), limit, EVER);
                besideStatic(bench, figures, "stored" + limit, server.port(), stored, stored.requests());
                if (limit == LIMIT) {
                    besideWorkers(bench, figures, server.port(), mix);
                    besideStatic(bench, figures, "repeat10", server.port(), mix, mix.firstPages());
                    besideTextbook(bench, figures, view, history, server.port(), mix);
                }
            }
        }
    }

    /** In a topic of its own, for some of it is published again. */
    static LifecycleHistory history(BenchOptions options) {
        return LifecycleHistory.of(options.jobsOr(JOBS), options.workflows()).named("pages");
    }

    /**
     * The view of this history in a store such as one has that lives: beside what is merged there are rows that were written since. Where
     * the merges have just left fewer runs, some events come again, which changes no row but writes it, and a restart
     * makes a run of them.
     */
    private static MeasuredView withRuns(Workbench bench, LifecycleHistory history)
            throws IOException, InterruptedException {
        MeasuredView view = bench.view(history);
        for (int part = 0; SortedRuns.fewest(view.state()) < LEAST_RUNS; part++) {
            if (part == MOST_PARTS) {
                throw new IllegalStateException("the store does not keep " + LEAST_RUNS + " sorted runs");
            }
            bench.progress().say("writing some rows again, for " + LEAST_RUNS + " sorted runs");
            long folded = view.view().status().folded();
            view.await(folded + Publisher.repeatLast(history, bench.bootstrapServers(), part, REPEAT_EVERY));
            view = bench.restarted(history);
        }
        return view;
    }

    private static void besideStatic(
            Workbench bench, Figures figures, String name, int port, PageMix mix, Supplier<Request> requests)
            throws Exception {
        bench.progress().say("loading " + name + " beside a static body");
        int connections = bench.options().connections();
        try (StaticServer peer = StaticServer.start(mix.usual());
                LoadClient ours = new LoadClient(port, connections, requests);
                LoadClient theirs = new LoadClient(peer.port(), connections, requests)) {
            PairedLoad.run(new Target(ours, "jobview-http"), new Target(theirs, StaticServer.THREADS), bench.options())
                    .addTo(figures, name, "static");
        }
    }

    /** What it is worth not to wake a worker for each answer, and how we stand beside a Javalin that does. */
    private static void besideWorkers(Workbench bench, Figures figures, int port, PageMix mix) throws Exception {
        bench.progress().say("loading page10 beside a static body from worker threads");
        int connections = bench.options().connections();
        try (StaticServer peer = StaticServer.onWorkers(mix.usual());
                LoadClient ours = new LoadClient(port, connections, mix.requests());
                LoadClient theirs = new LoadClient(peer.port(), connections, mix.requests())) {
            PairedLoad load = PairedLoad.run(
                    new Target(ours, "jobview-http"), new Target(theirs, StaticServer.THREADS), bench.options());
            figures.add("static10_on_workers_per_s", load.peerPerSecond(), "answers/s");
            figures.add("page10_vs_static_on_workers", load.ratio(), "of its throughput");
        }
    }

    private static void besideTextbook(
            Workbench bench, Figures figures, MeasuredView view, LifecycleHistory history, int port, PageMix mix)
            throws Exception {
        bench.progress().say("filling the textbook's store with the same rows");
        int connections = bench.options().connections();
        try (TextbookPages peer = bench.textbookPages(view.view(), history)) {
            SamePages.check(port, peer.port(), history.workflows());
            bench.progress().say("loading page10 beside the textbook way");
            PageMix theirMix = PageMix.of(peer.port(), history.workflows(), LIMIT);
            try (LoadClient ours = new LoadClient(port, connections, mix.requests());
                    LoadClient theirs = new LoadClient(peer.port(), connections, theirMix.requests())) {
                PairedLoad load = PairedLoad.run(
                        new Target(ours, "jobview-http"), new Target(theirs, TextbookPages.THREADS), bench.options());
                figures.add("textbook10_per_s", load.peerPerSecond(), "answers/s");
                figures.add("page10_vs_textbook", load.ratio(), "of its throughput");
            }
        }
    }
}

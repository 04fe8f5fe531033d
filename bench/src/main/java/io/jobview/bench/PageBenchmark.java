package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.load.LoadClient;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import java.io.IOException;
import java.util.Objects;

/** Pages over HTTP in a closed loop, beside a static body of the same size. */
final class PageBenchmark implements Benchmark {

    private static final int PAIRS = 6;
    private static final int PAIRS_OF_LARGE_PAGES = 4;
    private static final double USUAL = 50;
    private static final double SLOW = 99;

    @Override
    public String name() {
        return "page";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        long jobs = Objects.requireNonNullElse(
                bench.options().jobs(), bench.options().events() / 4);
        LifecycleHistory history = new LifecycleHistory(jobs, FoldBenchmark.WORKFLOWS);
        MeasuredView view = bench.view(history);
        figures.add("page_view_jobs", (double) history.jobs(), "jobs");
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view.view())) {
            measure(bench, figures, server.port(), 10, PAIRS);
            measure(bench, figures, server.port(), 50, PAIRS_OF_LARGE_PAGES);
            measure(bench, figures, server.port(), 100, PAIRS_OF_LARGE_PAGES);
        }
    }

    private static void measure(Workbench bench, Figures figures, int port, int limit, int pairs) throws IOException {
        bench.progress().say("loading pages of " + limit);
        PageMix mix = PageMix.of(port, FoldBenchmark.WORKFLOWS, limit);
        int connections = bench.options().connections();
        try (StaticServer peer = StaticServer.start(mix.usualBody());
                LoadClient ours = new LoadClient(port, connections, mix.requests());
                LoadClient theirs = new LoadClient(peer.port(), connections, mix.requests())) {
            PairedLoad load = PairedLoad.run(
                    new PairedLoad.Target(ours, "jobview-http"),
                    new PairedLoad.Target(theirs, "jobview-static"),
                    pairs,
                    bench.options().slice());
            String page = "page" + limit;
            figures.add("pages" + limit + "_per_s", load.ours().perSecond(), "pages/s");
            figures.add(page + "_p50_us", load.ours().latencyMicros(USUAL), "us");
            figures.add(page + "_p99_us", load.ours().latencyMicros(SLOW), "us");
            figures.add(page + "_http_cpu_us", load.ours().cpuNanos() / 1000, "us of HTTP threads per page");
            figures.add(page + "_client_cpu", load.ours().clientCpuShare(), "cores of the load client");
            figures.add("static" + limit + "_per_s", load.peer().perSecond(), "answers/s");
            figures.add(
                    "static" + limit + "_http_cpu_us", load.peer().cpuNanos() / 1000, "us of HTTP threads per answer");
            figures.add(page + "_vs_static", load.ratio(), "");
            figures.add(
                    page + "_cpu_vs_static",
                    load.ours().cpuNanos() / load.peer().cpuNanos(),
                    "");
        }
    }
}

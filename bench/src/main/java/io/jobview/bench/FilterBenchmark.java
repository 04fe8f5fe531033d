package io.jobview.bench;

import io.jobview.bench.PairedLoad.Target;
import io.jobview.bench.history.RareStatuses;
import io.jobview.bench.load.HttpConnection;
import io.jobview.bench.load.LoadClient;
import io.jobview.bench.load.Request;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import io.jobview.view.JobView;
import io.jobview.view.StreamsView;
import java.io.IOException;
import java.util.regex.Pattern;

/** What pages cost whose rows are rare or deep in a huge workflow, and what the workflow's size costs. All have ten rows. */
final class FilterBenchmark implements Benchmark {

    private static final long HUGE_JOBS = 1_000_000;

    /** Beyond, the store is restored: to fold ten million jobs takes ten minutes. It then holds nothing that is gone. */
    private static final long MOST_FOLDED = 2_000_000;

    private static final int LIMIT = 10;
    private static final int DEEP_PAGE = 1000;

    @Override
    public String name() {
        return "filter";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        long huge = bench.options().jobsOr(HUGE_JOBS);
        RareStatuses history = new RareStatuses(huge);
        figures.add("filter_view_jobs", (double) huge, "jobs of the huge workflow");
        if (huge <= MOST_FOLDED) {
            measure(bench, figures, bench.view(history).view(), huge);
            return;
        }
        KeptView kept = KeptView.of(bench, history);
        try (StreamsView view = kept.start(bench, bench.folder("state"))) {
            kept.awaitReady(view, bench.progress());
            kept.check(view);
            measure(bench, figures, view, huge);
        }
    }

    private static void measure(Workbench bench, Figures figures, JobView view, long huge) throws Exception {
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);
                HttpConnection connection = HttpConnection.open(server.port())) {
            // Read from RocksDB like the others: a first page of kept rows would tell what these keep, not what the
            // others cost.
            String first = Page.target(RareStatuses.HUGE, LIMIT, "") + PageBenchmark.EVER;
            String rare = first + "&status=FAILED";
            String rarer = first + "&status=CANCELLED";
            check(connection, rare, "FAILED");
            check(connection, rarer, "CANCELLED");
            String deep = deepTarget(connection, (int) Math.min(DEEP_PAGE, huge / LIMIT));
            String small = Page.target(RareStatuses.SMALL, LIMIT, "") + PageBenchmark.EVER;
            Comparison comparison = new Comparison(bench, figures, server.port());
            double oneIn100 = comparison.run("filter_1_in_100", rare, first);
            double oneIn100000 = comparison.run("filter_1_in_100000", rarer, first);
            figures.add("rare_filter_vs_first", Math.min(oneIn100, oneIn100000), "of its throughput, the worse");
            figures.add("deep_page_vs_first", comparison.run("deep_page", deep, first), "of its throughput");
            figures.add("huge_workflow_vs_first", comparison.run("huge_workflow", first, small), "of its throughput");
            gone(server.port(), first + "&status=RUNNING", first, figures, bench.options());
        }
    }

    private record Comparison(Workbench bench, Figures figures, int port) {

        double run(String name, String ours, String peer) throws Exception {
            bench.progress().say("loading " + name);
            int connections = bench.options().connections();
            Request asked = Request.get(ours, LIMIT);
            Request plain = Request.get(peer, LIMIT);
            try (LoadClient ourLoad = new LoadClient(port, connections, () -> asked);
                    LoadClient peerLoad = new LoadClient(port, connections, () -> plain)) {
                PairedLoad load = PairedLoad.run(
                        new Target(ourLoad, "jobview-http"), new Target(peerLoad, "jobview-http"), bench.options());
                figures.add(name + "_per_s", load.oursPerSecond(), "answers/s");
                figures.add(name + "_peer_per_s", load.peerPerSecond(), "answers/s");
                return load.ratio();
            }
        }
    }

    /** A status that all jobs have left: its page is empty, so there is no page to compare it with but in time. */
    private static void gone(int port, String gone, String first, Figures figures, BenchOptions options)
            throws IOException {
        long goneNanos = 0;
        long firstNanos = 0;
        Request empty = Request.get(gone, 0);
        Request full = Request.get(first, LIMIT);
        // Its own connection: the server has closed one that was silent while the others were loaded.
        try (HttpConnection connection = HttpConnection.open(port)) {
            long end = System.nanoTime() + options.slice().toNanos();
            do {
                goneNanos += connection.timed(empty);
                firstNanos += connection.timed(full);
            } while (System.nanoTime() - end < 0);
        }
        figures.add("gone_status_time_vs_first", (double) goneNanos / firstNanos, "of the time");
    }

    /** Follows the cursors as a reader would. */
    private static String deepTarget(HttpConnection connection, int number) throws IOException {
        String target = Page.target(RareStatuses.HUGE, LIMIT, "") + PageBenchmark.EVER;
        for (int page = 1; page < number; page++) {
            String cursor = Page.read(connection, target).cursor();
            target = Page.target(RareStatuses.HUGE, LIMIT, cursor) + PageBenchmark.EVER;
        }
        return target;
    }

    private static void check(HttpConnection connection, String target, String status) throws IOException {
        Page page = Page.read(connection, target);
        long found = Pattern.compile("\"status\":\"" + status + '"')
                .matcher(page.body())
                .results()
                .count();
        if (page.rows() != LIMIT || found != LIMIT) {
            throw new IllegalStateException("a page of jobs that are " + status + " has others: " + page.body());
        }
    }
}

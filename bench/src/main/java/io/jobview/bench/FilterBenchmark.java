package io.jobview.bench;

import io.jobview.bench.history.RareFailures;
import io.jobview.bench.load.HttpConnection;
import io.jobview.bench.load.Request;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * What a page costs when its rows are rare, deep or all gone in a huge workflow. One connection asks for the pages in turn, so that a
 * disturbance meets all of them alike.
 */
final class FilterBenchmark implements Benchmark {

    private static final long HUGE_JOBS = 1_000_000;
    private static final int OTHERS_PART = 10;
    private static final int FAILURES = 10;
    private static final int LIMIT = 10;
    private static final int DEEP_PAGE = 1000;
    private static final int MOST_ROUNDS = 5_000;
    private static final int DIGITS = 3;

    /** A request and how long its answers took, in nanoseconds. */
    private record Timed(String key, Request request, Histogram latency) {

        Timed(String key, String target, int rows) {
            this(key, Request.get(target, rows), new Histogram(DIGITS));
        }

        double micros(double percentile) {
            return latency.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    @Override
    public String name() {
        return "filter";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        long huge = Objects.requireNonNullElse(bench.options().jobs(), HUGE_JOBS);
        MeasuredView view = bench.view(new RareFailures(huge, huge / OTHERS_PART, FAILURES));
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view.view());
                HttpConnection connection = HttpConnection.open(server.port())) {
            measure(bench, figures, connection, huge);
        }
    }

    private static void measure(Workbench bench, Figures figures, HttpConnection connection, long huge)
            throws IOException {
        int deep = (int) Math.min(DEEP_PAGE, huge / LIMIT);
        String first = Page.target(RareFailures.HUGE, LIMIT, "");
        Timed hugeFirst = new Timed("huge_first", first, LIMIT);
        Timed otherFirst = new Timed("other_first", Page.target(RareFailures.OTHER, LIMIT, ""), LIMIT);
        Timed rare = new Timed("rare_filter", first + "&status=FAILED", FAILURES);
        Timed deepPage = new Timed("deep_page", deepTarget(connection, deep), LIMIT);
        Timed gone = new Timed("gone_status", first + "&status=RUNNING", 0);
        checkRare(Page.read(connection, first + "&status=FAILED"));
        List<Timed> all = List.of(hugeFirst, otherFirst, rare, deepPage, gone);
        bench.progress().say("asking for rare and deep pages in turn");
        long slice = bench.options().slice().toNanos();
        ask(connection, all, slice);
        all.forEach(timed -> timed.latency().reset());
        ask(connection, all, 3 * slice);
        for (Timed timed : all) {
            figures.add(timed.key() + "_p50_us", timed.micros(50), "us");
            figures.add(timed.key() + "_p99_us", timed.micros(99), "us");
        }
        figures.add("filter_rounds", (double) rare.latency().getTotalCount(), "answers of each kind");
        figures.add("rare_filter_vs_first", rare.micros(50) / hugeFirst.micros(50), "of the time");
        figures.add("rare_filter_vs_other_first", rare.micros(50) / otherFirst.micros(50), "of the time");
        figures.add("gone_status_vs_first", gone.micros(50) / hugeFirst.micros(50), "of the time");
        figures.add("deep_page_vs_first", deepPage.micros(50) / hugeFirst.micros(50), "of the time");
    }

    /** Each once a round, until the time is over or there are enough. */
    private static void ask(HttpConnection connection, List<Timed> all, long mostNanos) throws IOException {
        long start = System.nanoTime();
        for (int round = 0; round < MOST_ROUNDS && System.nanoTime() - start < mostNanos; round++) {
            for (Timed timed : all) {
                timed.latency().recordValue(connection.timed(timed.request()));
            }
        }
    }

    /** Follows the cursors as a reader would. */
    private static String deepTarget(HttpConnection connection, int number) throws IOException {
        String target = Page.target(RareFailures.HUGE, LIMIT, "");
        for (int page = 1; page < number; page++) {
            target = Page.target(
                    RareFailures.HUGE, LIMIT, Page.read(connection, target).cursor());
        }
        return target;
    }

    private static void checkRare(Page page) {
        long failed = Stream.of(page.body().split("\"status\":\"FAILED\"", -1)).count() - 1;
        if (page.rows() != FAILURES || failed != FAILURES || !page.cursor().isEmpty()) {
            throw new IllegalStateException("the filter does not find the " + FAILURES + " failures: " + page.body());
        }
    }
}

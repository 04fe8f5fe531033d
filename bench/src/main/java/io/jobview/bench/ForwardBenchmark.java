package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.load.HttpConnection;
import io.jobview.bench.load.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What a page costs that another instance owns: the same pages from their owner and from the one that must ask it, each over one
 * kept connection and in turns, beside a bare round trip, a body of that size that lies ready.
 */
final class ForwardBenchmark implements Benchmark {

    private static final long JOBS = 20_000;
    private static final int LIMIT = 10;
    private static final int WORKFLOWS = 16;
    private static final int MOST_RANK = 200;
    private static final int DIGITS = 3;

    /** The sides of the comparison. */
    private enum Side {
        FORWARD,
        DIRECT,
        ROUNDTRIP
    }

    private final List<List<Double>> p50 = lists();
    private final List<List<Double>> p99 = lists();
    private final List<Double> extra = new ArrayList<>();

    private static List<List<Double>> lists() {
        return IntStream.range(0, Side.values().length)
                .<List<Double>>mapToObj(side -> new ArrayList<>())
                .toList();
    }

    @Override
    public String name() {
        return "forward";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        BenchOptions options = bench.options();
        KeptView view = KeptView.of(bench, LifecycleHistory.of(options.jobsOr(JOBS), options.workflows()));
        try (TwoInstances instances = TwoInstances.start(bench, view)) {
            bench.progress().say("waiting until two instances share the partitions");
            SortedSet<Integer> owned = instances.awaitShared(view);
            List<String> targets = IntStream.range(0, Math.min(MOST_RANK, options.workflows()))
                    .mapToObj(LifecycleHistory::workflowId)
                    .filter(id -> TwoInstances.isOf(owned, view, id))
                    .limit(WORKFLOWS)
                    .map(id -> Page.target(id, LIMIT, ""))
                    .toList();
            try (HttpConnection forward = HttpConnection.open(instances.otherPort());
                    HttpConnection direct = HttpConnection.open(instances.ownerPort());
                    StaticServer peer = StaticServer.start(direct.answer(targets.get(0)));
                    HttpConnection roundtrip = HttpConnection.open(peer.port())) {
                checkSame(forward, direct, targets);
                measure(bench, List.of(forward, direct, roundtrip), targets);
            }
        }
        add(figures);
    }

    private static void checkSame(HttpConnection forward, HttpConnection direct, List<String> targets)
            throws IOException {
        for (String target : targets) {
            if (!forward.body(target).equals(direct.body(target))) {
                throw new IllegalStateException("the instances do not answer the same at " + target);
            }
        }
    }

    /** @param sides a connection for each of {@link Side} */
    private void measure(Workbench bench, List<HttpConnection> sides, List<String> targets) throws Exception {
        BenchOptions options = bench.options();
        List<Request> requests =
                targets.stream().map(target -> Request.get(target, LIMIT)).toList();
        bench.progress().say("asking for pages, one at a time, from their owner and from the other");
        WarmUp.run(
                options.warmUp(),
                () -> 1e9 / slice(sides, requests, options).get(0).getMean());
        for (int round = 0; round < options.pairs(); round++) {
            List<Histogram> slices = slice(sides, requests, options);
            for (Side side : Side.values()) {
                p50.get(side.ordinal()).add(millis(slices, side, 50));
                p99.get(side.ordinal()).add(millis(slices, side, 99));
            }
            extra.add((millis(slices, Side.FORWARD, 50) - millis(slices, Side.DIRECT, 50))
                    / millis(slices, Side.ROUNDTRIP, 50));
        }
    }

    /** One of each side after the other, and each time another first; at least once each page. */
    private static List<Histogram> slice(List<HttpConnection> sides, List<Request> requests, BenchOptions options)
            throws IOException {
        List<Histogram> took = sides.stream().map(side -> new Histogram(DIGITS)).toList();
        long start = System.nanoTime();
        for (int turn = 0;
                turn < requests.size()
                        || System.nanoTime() - start < options.slice().toNanos();
                turn++) {
            for (int i = 0; i < sides.size(); i++) {
                int side = (turn + i) % sides.size();
                took.get(side).recordValue(sides.get(side).timed(requests.get(turn % requests.size())));
            }
        }
        return took;
    }

    private static double millis(List<Histogram> took, Side side, double percentile) {
        return took.get(side.ordinal()).getValueAtPercentile(percentile) / 1e6;
    }

    private void add(Figures figures) {
        for (Side side : Side.values()) {
            String name = side.name().toLowerCase(Locale.ROOT);
            figures.add(name + "_p50_ms", Medians.of(p50.get(side.ordinal())), "ms, one at a time");
            figures.add(name + "_p99_ms", Medians.of(p99.get(side.ordinal())), "ms, one at a time");
        }
        figures.add("forward_extra_vs_roundtrip", Medians.of(extra), "round trips beyond the direct answer");
    }
}

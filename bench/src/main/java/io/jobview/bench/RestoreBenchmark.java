package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.textbook.StockRestore;
import io.jobview.topology.ViewTopology;
import io.jobview.view.StreamsView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From an empty disk to ready out of the changelog, beside a stock store that restores the same changelog. */
final class RestoreBenchmark implements Benchmark {

    private static final long JOBS = 1_000_000;
    private static final long WARM_UP_JOBS = 1_000_000;
    private static final int MOST_ROUNDS = 7;

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        BenchOptions options = bench.options();
        long jobs = options.jobsOr(JOBS);
        KeptView kept = KeptView.of(bench, LifecycleHistory.of(jobs, options.workflows()));
        // A small one is over before the compiler has begun with what a large one spends its time in.
        KeptView warm = jobs <= WARM_UP_JOBS
                ? kept
                : KeptView.of(bench, LifecycleHistory.of(WARM_UP_JOBS, options.workflows()));
        bench.progress().say("restoring " + jobs + " jobs and as many records of a stock store");
        WarmUp.run(options.warmUp(), () -> ours(bench, warm), () -> stock(bench, warm));
        List<Double> ours = new ArrayList<>();
        List<Double> stock = new ArrayList<>();
        for (int round = 0; round < Math.min(MOST_ROUNDS, options.pairs()); round++) {
            ours.add(ours(bench, kept));
            stock.add(stock(bench, kept));
        }
        figures.add("restore_records_per_s", Medians.of(ours), "records/s from start to ready");
        figures.add("restore_stock_records_per_s", Medians.of(stock), "records/s from start to ready");
        figures.add("restore_vs_stock", Medians.ofRatios(ours, stock), "of its throughput");
    }

    private static double ours(Workbench bench, KeptView kept) throws Exception {
        Path state = bench.folder("restored");
        long start = System.nanoTime();
        try (StreamsView view = kept.start(bench, state)) {
            kept.awaitReady(view, bench.progress());
            double seconds = (System.nanoTime() - start) / 1e9;
            kept.check(view);
            return kept.totals().jobs() / seconds;
        } finally {
            Folders.delete(state);
        }
    }

    private static double stock(Workbench bench, KeptView kept) throws Exception {
        Path state = bench.folder("stock");
        try {
            StockRestore.Result result = StockRestore.run(
                    kept.applicationId(), kept.eventsTopic(), ViewTopology.STORE, bench.bootstrapServers(), state);
            if (result.records() < kept.totals().jobs()) { // and the few checkpoints that views have written since
                throw new IllegalStateException("the stock store restored " + result.records() + " of "
                        + kept.totals().jobs() + " records");
            }
            return result.records() / result.seconds();
        } finally {
            Folders.delete(state);
        }
    }
}

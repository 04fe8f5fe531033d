package io.jobview.bench;

import io.jobview.bench.history.History;
import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.textbook.TextbookFold;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a fresh view catches up with a history, beside a bare consumer of the same topic and the textbook's fold of a shorter
 * one of the same making; and with one whose jobs' events lie far apart, since the fold writes those together that lie close.
 */
final class FoldBenchmark implements Benchmark {

    private static final int WORKFLOWS = 2_000;
    private static final long WARM_UP_JOBS = 50_000;
    private static final long SPREAD_JOBS = 200_000; // so many, for those of a job to be 50,000 jobs apart

    /** The textbook's rate hardly depends on how much there is, and falls rather than grows: a part of it keeps a run short. */
    private static final int TEXTBOOK_PART = 4;

    /** Each takes as long as many slices of load. */
    private static final int MOST_ROUNDS = 3;

    private final List<Double> fold = new ArrayList<>();
    private final List<Double> foldCpu = new ArrayList<>();
    private final List<Double> spread = new ArrayList<>();
    private final List<Double> consumer = new ArrayList<>();
    private final List<Double> textbook = new ArrayList<>();

    @Override
    public String name() {
        return "fold";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        long jobs = bench.options().events() / LifecycleHistory.EVENTS_PER_JOB;
        int workflows = Math.min(WORKFLOWS, bench.options().workflows());
        LifecycleHistory warm = LifecycleHistory.of(Math.min(WARM_UP_JOBS, jobs), workflows);
        LifecycleHistory close = LifecycleHistory.of(jobs, workflows);
        LifecycleHistory part =
                LifecycleHistory.of(Math.max(Math.min(WARM_UP_JOBS, jobs), jobs / TEXTBOOK_PART), workflows);
        LifecycleHistory apart =
                LifecycleHistory.of(Math.min(SPREAD_JOBS, jobs), workflows).spread();
        bench.publish(warm);
        bench.publish(close);
        bench.publish(part);
        bench.publish(apart);
        bench.progress().say("warming up the folds with " + warm.events() + " events at a time");
        WarmUp.run(
                bench.options().warmUp(),
                () -> fold(bench, warm).eventsPerSecond(),
                () -> textbook(bench, warm),
                () -> drain(bench, warm));
        int rounds = Math.min(MOST_ROUNDS, bench.options().pairs());
        for (int round = 1; round <= rounds; round++) {
            bench.progress().say("folding " + close.events() + " events, round " + round + " of " + rounds);
            round(bench, close, part, apart);
        }
        figures.add("fold_events_per_s", Medians.of(fold), "events/s");
        figures.add("fold_stream_cpu_us_per_event", Medians.of(foldCpu), "us");
        figures.add("fold_spread_events_per_s", Medians.of(spread), "events/s, those of a job far apart");
        figures.add("consumer_records_per_s", Medians.of(consumer), "records/s");
        figures.add("fold_vs_consumer", Medians.ofRatios(fold, consumer), "of its throughput");
        figures.add("textbook_events_per_s", Medians.of(textbook), "events/s");
        figures.add("fold_vs_textbook", Medians.ofRatios(fold, textbook), "of its throughput");
    }

    private void round(Workbench bench, History close, History part, History apart) throws Exception {
        consumer.add(drain(bench, close));
        Folded ours = fold(bench, close);
        fold.add(ours.eventsPerSecond());
        foldCpu.add(ours.streamCpuMicros());
        textbook.add(textbook(bench, part));
        spread.add(fold(bench, apart).eventsPerSecond());
    }

    private record Folded(double eventsPerSecond, double streamCpuMicros) {}

    private static Folded fold(Workbench bench, History history) throws Exception {
        Path state = bench.folder("state");
        try (MeasuredView view = MeasuredView.start(bench, history, state)) {
            view.awaitFolded(bench.progress());
            return new Folded(view.eventsPerSecond(), view.streamCpuNanosPerEvent() / 1000);
        } finally {
            Folders.delete(state);
        }
    }

    private static double textbook(Workbench bench, History history) throws Exception {
        Path state = bench.folder("textbook");
        try {
            return TextbookFold.eventsPerSecond(history, bench.bootstrapServers(), state);
        } finally {
            Folders.delete(state);
        }
    }

    private static double drain(Workbench bench, History history) {
        return TopicDrain.recordsPerSecond(bench.bootstrapServers(), history.topic(), history.events());
    }
}

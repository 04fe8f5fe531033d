package io.jobview.bench;

import io.jobview.bench.history.History;
import io.jobview.bench.history.LifecycleHistory;

/** How fast a fresh view catches up with a history, beside a bare consumer of the same topic. */
final class FoldBenchmark implements Benchmark {

    static final int WORKFLOWS = 2_000;

    @Override
    public String name() {
        return "fold";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        History history = new LifecycleHistory(Math.max(1, bench.options().events() / 4), WORKFLOWS);
        bench.publish(history);
        double before = drain(bench, history);
        bench.progress().say("folding " + history.events() + " events");
        MeasuredView view = bench.view(history);
        double after = drain(bench, history);
        double consumer = (before + after) / 2;
        figures.add("fold_events_per_s", view.eventsPerSecond(), "events/s");
        figures.add("fold_stream_cpu_us_per_event", view.streamCpuNanosPerEvent() / 1000, "us");
        figures.add("consumer_records_per_s", consumer, "records/s");
        figures.add("fold_vs_consumer", view.eventsPerSecond() / consumer, "");
    }

    private static double drain(Workbench bench, History history) {
        bench.progress().say("draining " + history.topic() + " with a bare consumer");
        return TopicDrain.recordsPerSecond(bench.bootstrapServers(), history.topic(), history.events());
    }
}

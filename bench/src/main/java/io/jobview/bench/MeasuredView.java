package io.jobview.bench;

import io.jobview.bench.history.ExpectedTotals;
import io.jobview.bench.history.History;
import io.jobview.query.Totals;
import io.jobview.view.StreamsView;
import io.jobview.view.ViewConfig;
import io.jobview.view.ViewStatus;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A fresh view that folds a history from its beginning while the time is taken. For one thread. */
final class MeasuredView implements AutoCloseable {

    private static final long LOOK_MILLIS = 10; // each look costs as much as some events
    private static final long START_WITHIN = TimeUnit.SECONDS.toNanos(60);
    private static final double LEAST_PER_SECOND = 1_000;

    /** By topic, which names all that decides them: to work them out takes as long as to fold. */
    private static final Map<String, Totals> EXPECTED = new HashMap<>();

    static final long MEMORY_BYTES = 256L << 20;

    private final StreamsView view;
    private final History history;
    private final ViewConfig config;
    private double eventsPerSecond = Double.NaN;
    private double streamCpuNanosPerEvent = Double.NaN;

    private MeasuredView(ViewConfig config, History history) {
        this.config = config;
        this.history = history;
        view = StreamsView.start(config);
    }

    /** Starts it under a name of its own, so that nothing of an earlier view is found. */
    static MeasuredView start(Workbench bench, History history, Path state) {
        return start(bench, history, state, "bench-" + UUID.randomUUID());
    }

    /** Starts the view of this name, which goes on where it was if the folder is its own. */
    static MeasuredView start(Workbench bench, History history, Path state, String applicationId) {
        Map<String, String> kafka = new HashMap<>(bench.options().kafka());
        kafka.put("bootstrap.servers", bench.bootstrapServers());
        ViewConfig config = new ViewConfig(
                applicationId,
                history.topic(),
                state,
                URI.create("http://127.0.0.1:8080"),
                0,
                bench.options().threads(),
                MEMORY_BYTES,
                kafka);
        return new MeasuredView(config, history);
    }

    StreamsView view() {
        return view;
    }

    ViewConfig config() {
        return config;
    }

    /** The folder of its stores. */
    Path state() {
        return config.stateDir();
    }

    double eventsPerSecond() {
        return eventsPerSecond;
    }

    double streamCpuNanosPerEvent() {
        return streamCpuNanosPerEvent;
    }

    /** Waits until every event is folded, and checks that the view then holds exactly what it must. */
    void awaitFolded(Progress progress) throws InterruptedException {
        long before = await(1, START_WITHIN, progress);
        long startNanos = System.nanoTime();
        long startCpu = ThreadCpu.nanosOf("StreamThread");
        long most = START_WITHIN + (long) (history.events() / LEAST_PER_SECOND * 1e9);
        await(history.events(), most, progress);
        eventsPerSecond = (history.events() - before) * 1e9 / (System.nanoTime() - startNanos);
        streamCpuNanosPerEvent = (double) (ThreadCpu.nanosOf("StreamThread") - startCpu) / (history.events() - before);
        check();
        awaitCaughtUp(progress); // it is not read before it is known how old it is
    }

    /** Waits until it can be read and holds all; it may have folded some of them in an earlier process. */
    void awaitCaughtUp(Progress progress) throws InterruptedException {
        long start = System.nanoTime();
        while (!view.status().caughtUp()) {
            if (view.status().state() == ViewStatus.State.FAILED || System.nanoTime() - start > START_WITHIN) {
                throw new IllegalStateException("the view does not catch up: " + view.status());
            }
            progress.count("folded", view.status().folded(), history.events());
            Thread.sleep(LOOK_MILLIS);
        }
        checkTotals();
    }

    /** Waits until so many events are folded. */
    void await(long events) throws InterruptedException {
        await(events, START_WITHIN, new Progress(new PrintWriter(Writer.nullWriter())));
    }

    private long await(long events, long mostNanos, Progress progress) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            ViewStatus status = view.status();
            if (status.folded() >= events) {
                return status.folded();
            }
            if (status.state() == ViewStatus.State.FAILED || System.nanoTime() - start > mostNanos) {
                throw new IllegalStateException("the view does not fold: " + status);
            }
            progress.count("folded", status.folded(), history.events());
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void check() {
        ViewStatus status = view.status();
        if (status.folded() != history.events() || status.rejected() != 0 || status.rerouted() != 0) {
            throw new IllegalStateException("not every event was folded once and in place: " + status);
        }
        checkTotals();
    }

    private void checkTotals() {
        Totals expected = EXPECTED.computeIfAbsent(history.topic(), topic -> ExpectedTotals.of(history));
        Totals totals = view.totals();
        if (!totals.equals(expected)) {
            throw new IllegalStateException("the view holds " + totals + " instead of " + expected);
        }
    }

    @Override
    public void close() {
        view.close();
    }
}

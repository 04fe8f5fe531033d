package io.jobview.bench;

import io.jobview.bench.history.History;
import io.jobview.query.Totals;
import io.jobview.topology.ViewTopics;
import io.jobview.view.StreamsView;
import io.jobview.view.ViewConfig;
import io.jobview.view.ViewStatus;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The name, the topics and the changelog of a view that is no longer running: whoever starts it under that name restores it, and
 * finds no event that it has not folded.
 *
 * @param totals what it holds
 */
record KeptView(String applicationId, String eventsTopic, int partitions, Totals totals, long memoryBytes) {

    private static final long LOOK_MILLIS =
            5; // to look costs what is measured; the peer says by itself when it is ready
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final double LEAST_PER_SECOND = 5_000;

    /** Writes its changelog. */
    static KeptView of(Workbench bench, History history) {
        String applicationId = "bench-kept-" + UUID.randomUUID();
        String events = applicationId + "-events";
        String changelog = ViewTopics.of(applicationId, events).changelog();
        bench.createTopic(events, history.partitions(), Map.of());
        bench.createTopic(changelog, history.partitions(), Map.of("cleanup.policy", "compact"));
        bench.progress().say("writing the states of " + history.jobs() + " jobs");
        Totals totals = Changelog.fill(changelog, history, bench.bootstrapServers(), bench.progress());
        return new KeptView(applicationId, events, history.partitions(), totals, MeasuredView.MEMORY_BYTES);
    }

    /** Starts it on this disk. */
    StreamsView start(Workbench bench, Path state) {
        Map<String, String> kafka = new HashMap<>(bench.options().kafka());
        kafka.put("bootstrap.servers", bench.bootstrapServers());
        return StreamsView.start(new ViewConfig(
                applicationId,
                eventsTopic,
                state,
                URI.create("http://127.0.0.1:8080"),
                0,
                bench.options().threads(),
                memoryBytes,
                kafka));
    }

    /** Waits until it can be read, and checks that it holds what it must. */
    void awaitReady(StreamsView view, Progress progress) throws InterruptedException {
        long start = System.nanoTime();
        long most = START_NANOS + (long) (totals.jobs() / LEAST_PER_SECOND * 1e9);
        while (view.status().state() != ViewStatus.State.READY) {
            if (view.status().state() == ViewStatus.State.FAILED || System.nanoTime() - start > most) {
                throw new IllegalStateException("the view is not restored: " + view.status());
            }
            progress.count("restoring, jobs in all", 0, totals.jobs());
            Thread.sleep(LOOK_MILLIS);
        }
    }

    void check(StreamsView view) {
        Totals restored = view.totals();
        if (!restored.equals(totals)) {
            throw new IllegalStateException("the restored view holds " + restored + " instead of " + totals);
        }
    }
}

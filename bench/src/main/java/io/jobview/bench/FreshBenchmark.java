package io.jobview.bench;

import io.jobview.bench.history.GeneratedJob;
import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.history.Publisher;
import io.jobview.bench.load.HttpConnection;
import io.jobview.bench.load.Request;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How soon a job is served after the broker has acknowledged its first event, beside how soon a bare consumer has that same
 * event. One event at a time, at odd moments, so that none falls into step with anybody's polling.
 */
final class FreshBenchmark implements Benchmark {

    private static final long JOBS = 20_000;
    private static final int EVENTS = 1_000;
    private static final int EVENTS_QUICK = 20;
    private static final int WARM_UP_EVENTS = 100;
    private static final int LONGEST_PAUSE_MILLIS = 20;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int DIGITS = 3;

    private final SplittableRandom random = new SplittableRandom(11);
    private final Histogram visible = new Histogram(DIGITS);
    private final Histogram consumed = new Histogram(DIGITS);
    private long next;

    private record Acknowledged(int partition, long offset, long nanos) {}

    private record Measured(KafkaProducer<byte[], byte[]> producer, HttpConnection connection, Arrivals arrivals) {}

    @Override
    public String name() {
        return "fresh";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        LifecycleHistory history = LifecycleHistory.of(
                        bench.options().jobsOr(JOBS), bench.options().workflows())
                .named("fresh-" + UUID.randomUUID());
        bench.publish(history);
        next = history.jobs();
        try (MeasuredView view = MeasuredView.start(bench, history, bench.folder("state"))) {
            view.awaitFolded(bench.progress());
            try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view.view());
                    HttpConnection connection = HttpConnection.open(server.port());
                    Arrivals arrivals = Arrivals.start(bench.bootstrapServers(), history.topic());
                    KafkaProducer<byte[], byte[]> producer = Publisher.producer(bench.bootstrapServers(), 0)) {
                Measured measured = new Measured(producer, connection, arrivals);
                bench.progress().say("publishing single events and asking for their jobs");
                boolean quick = bench.options().quick();
                int each = quick ? 1 : WARM_UP_EVENTS;
                WarmUp.run(bench.options().warmUp(), () -> publish(measured, history, each));
                visible.reset();
                consumed.reset();
                publish(measured, history, quick ? EVENTS_QUICK : EVENTS);
            }
        }
        figures.add("fresh_p50_ms", millis(visible, 50), "ms from the acknowledgement");
        figures.add("fresh_p99_ms", millis(visible, 99), "ms from the acknowledgement");
        figures.add("fresh_consumer_p50_ms", millis(consumed, 50), "ms from the acknowledgement");
        figures.add("fresh_consumer_p99_ms", millis(consumed, 99), "ms from the acknowledgement");
    }

    /** Returns events per second without the pauses. */
    private double publish(Measured measured, LifecycleHistory history, int events) throws Exception {
        long waited = 0;
        for (int i = 0; i < events; i++) {
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            GeneratedJob job = history.job(next++);
            Acknowledged sent = send(measured.producer(), history.topic(), job);
            long served = awaitServed(measured.connection(), job) - sent.nanos();
            long arrived = measured.arrivals().nanos(sent.partition(), sent.offset()) - sent.nanos();
            visible.recordValue(Math.max(0, served)); // the broker may answer the fetch before the producer
            consumed.recordValue(Math.max(0, arrived));
            waited += served;
        }
        return events * 1e9 / Math.max(1, waited);
    }

    private static Acknowledged send(KafkaProducer<byte[], byte[]> producer, String topic, GeneratedJob job)
            throws Exception {
        CompletableFuture<Acknowledged> sent = new CompletableFuture<>();
        byte[] key = job.workflowId().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, job.events().get(0)), (metadata, e) -> {
            if (e != null) {
                sent.completeExceptionally(e);
            } else {
                sent.complete(new Acknowledged(metadata.partition(), metadata.offset(), System.nanoTime()));
            }
        });
        return sent.get();
    }

    /** Asks again and again, as fast as one connection can. */
    private static long awaitServed(HttpConnection connection, GeneratedJob job) throws IOException {
        Request request = Request.get("/workflows/" + job.workflowId() + "/jobs/" + job.jobId(), 1);
        long start = System.nanoTime();
        while (connection.ask(request).status() != Request.OK) {
            if (System.nanoTime() - start > LONGEST_NANOS) {
                throw new IllegalStateException("the job is not served: " + job.jobId());
            }
        }
        return System.nanoTime();
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }
}

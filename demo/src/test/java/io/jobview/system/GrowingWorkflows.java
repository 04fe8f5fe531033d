package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.OracleFold;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Workflows that get a job every so often, numbered from 0: whatever prefix of the events a view has folded, the newest page is an
 * unbroken run of numbers downwards, each row as the independent fold has it. So every answer tells which prefix it is of.
 */
final class GrowingWorkflows implements AutoCloseable {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MOST = 100_000;

    private final int count;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicIntegerArray sent;
    private final AtomicLongArray acknowledgedAt; // by workflow and number: nanos, 0 for not yet

    private final AtomicReferenceArray<@Nullable Acknowledged> latest;

    /** A job that the broker has, and what a reader asks with for answers that have it: {@code View-At-Least}. */
    record Acknowledged(int number, String token) {}

    GrowingWorkflows(String bootstrap, String topic, int count, int eventsPerSecond) {
        this.count = count;
        this.topic = topic;
        this.sent = new AtomicIntegerArray(count);
        this.latest = new AtomicReferenceArray<>(count);
        this.acknowledgedAt = new AtomicLongArray(MOST);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 5, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        long every = TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
        clock.scheduleAtFixedRate(
                new Runnable() {
                    private int turn;

                    @Override
                    public void run() {
                        publish(turn++ % count);
                    }
                },
                0,
                every,
                TimeUnit.NANOSECONDS);
    }

    static String id(int workflow) {
        return "growing-" + workflow;
    }

    private void publish(int workflow) {
        int number = sent.getAndIncrement(workflow);
        JobEvent event = event(workflow, number);
        producer.send(
                new ProducerRecord<>(topic, id(workflow).getBytes(StandardCharsets.UTF_8), EventText.of(event)),
                (metadata, problem) -> {
                    if (problem == null) {
                        acknowledgedAt.set(slot(workflow, number), System.nanoTime());
                        latest.set(workflow, new Acknowledged(number, metadata.partition() + "@" + metadata.offset()));
                    }
                });
    }

    /** The last that was acknowledged; null before the first. */
    @Nullable
    Acknowledged latest(int workflow) {
        return latest.get(workflow);
    }

    private int slot(int workflow, int number) {
        return number * count + workflow;
    }

    private static JobEvent event(int workflow, int number) {
        return EventBuilder.event(EventType.CREATED, TIME.plusSeconds(number))
                .job(id(workflow), "job-" + number)
                .build();
    }

    /**
     * What is wrong with a page of the newest rows; null if nothing is.
     *
     * @param askedNanos when it was asked for
     * @param lag what it said of its own age
     */
    @Nullable
    String complaint(int workflow, List<String> rows, int limit, long askedNanos, Duration lag) {
        int newest = rows.isEmpty() ? -1 : number(rows.get(0));
        if (rows.size() != Math.min(limit, newest + 1)) {
            return "rows " + rows.size() + " of newest " + newest;
        }
        for (int i = 0; i < rows.size(); i++) {
            String expected = OracleFold.rows(id(workflow), List.of(event(workflow, newest - i)))
                    .get(0);
            if (!rows.get(i).equals(expected)) {
                return "row " + i + " is " + rows.get(i) + " not " + expected;
            }
        }
        long before = askedNanos - lag.toNanos();
        long acknowledged = acknowledgedAt.get(slot(workflow, newest + 1));
        return acknowledged != 0 && acknowledged < before
                ? "job " + (newest + 1) + " is missing though it was published "
                        + Duration.ofNanos(askedNanos - acknowledged).toMillis()
                        + " ms before, and the lag is said to be "
                        + lag.toMillis() + " ms"
                : null;
    }

    /** The number of the newest job of a page; -1 of an empty one. */
    static int newest(List<String> rows) {
        return rows.isEmpty() ? -1 : number(rows.get(0));
    }

    private static int number(String row) {
        int from = row.indexOf("\"job-") + 5;
        return Integer.parseInt(row.substring(from, row.indexOf('"', from)));
    }

    /** Ends with the last acknowledgement: nothing is published after it. */
    void stop() throws InterruptedException {
        clock.shutdown();
        assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        producer.flush();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}

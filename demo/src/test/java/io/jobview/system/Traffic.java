package io.jobview.system;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.fold.EventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Publishes {@link RandomTraffic} at a steady rate from start to {@link #stop}. One thread publishes, others read counts. */
final class Traffic implements AutoCloseable {

    private static final int TICK_MILLIS = 20;
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int partitions;
    private final RandomTraffic random;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> ticks;

    Traffic(String bootstrapServers, String topic, int partitions, long seed, int eventsPerSecond) {
        this.topic = topic;
        this.partitions = partitions;
        this.random = new RandomTraffic(seed, topic, partitions);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        int atOnce = eventsPerSecond * TICK_MILLIS / 1000;
        this.ticks = clock.scheduleAtFixedRate(() -> publish(atOnce), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            send(random.next());
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, problem) -> failure.compareAndSet(null, problem));
        sent.incrementAndGet();
    }

    /** Records sent so far. */
    long sent() {
        return sent.get();
    }

    /**
     * Stops, then sends a last event from each partition to each home partition. Records keep their order on the way, so a
     * view that has all of these has all that came before.
     *
     * @return the last events
     */
    List<JobEvent> stop() throws InterruptedException {
        ticks.cancel(false);
        clock.shutdown();
        if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the publisher hangs");
        }
        List<JobEvent> last = new ArrayList<>();
        for (int home = 0; home < partitions; home++) {
            String workflow = workflowAt(home);
            for (int from = 0; from < partitions; from++) {
                JobEvent event = EventBuilder.event(EventType.CREATED, TIME)
                        .job(workflow, "last-from-" + from)
                        .build();
                last.add(event);
                random.events().add(event);
                send(new ProducerRecord<>(topic, from, utf8(workflow), EventText.of(event)));
            }
        }
        producer.flush();
        if (failure.get() != null) {
            throw new AssertionError("an event was not published", failure.get());
        }
        return last;
    }

    /** All valid events; only after {@link #stop}. */
    List<JobEvent> events() {
        return random.events();
    }

    private String workflowAt(int home) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "last-" + i)
                .filter(id -> Utils.toPositive(Utils.murmur2(utf8(id))) % partitions == home)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}

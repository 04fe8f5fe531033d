package io.jobview.bench.history;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a history to its topic, keyed by workflow id. */
public final class Publisher {

    private static final int LINGER_MILLIS = 20;
    private static final int REPORT_EVERY = 50_000;

    private Publisher() {}

    /**
     * Returns when the broker has everything.
     *
     * @param progress told now and then how many events were sent
     */
    public static void publish(History history, String bootstrapServers, LongConsumer progress) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        int between = history.jobsBetween();
        int open = between * (history.eventsPerJob() - 1) + 1;
        GeneratedJob[] ring = new GeneratedJob[open];
        long sent = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers)) {
            for (long tick = 0; tick < history.jobs() + open - 1; tick++) {
                if (tick < history.jobs()) {
                    ring[(int) (tick % open)] = history.job(tick);
                }
                for (int step = 0; step < history.eventsPerJob(); step++) {
                    long number = tick - (long) step * between;
                    if (number >= 0 && number < history.jobs()) {
                        send(producer, history.topic(), ring[(int) (number % open)], step, failure::set);
                        if (++sent % REPORT_EVERY == 0) {
                            progress.accept(sent);
                        }
                    }
                }
            }
        }
        check(failure);
    }

    /**
     * Publishes the last event of every so many jobs once more. Returns how many these are, when the broker has them.
     *
     * @param first the number of the first of these jobs
     */
    public static long repeatLast(History history, String bootstrapServers, long first, int every) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        long sent = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers)) {
            for (long number = first; number < history.jobs(); number += every) {
                send(producer, history.topic(), history.job(number), history.eventsPerJob() - 1, failure::set);
                sent++;
            }
        }
        check(failure);
        return sent;
    }

    /**
     * Sends one event of a job, keyed by its workflow.
     *
     * @param failed told, later and by the producer's thread, if the broker does not take it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every failure
    public static void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            GeneratedJob job,
            int step,
            Consumer<Exception> failed) {
        byte[] key = job.workflowId().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, job.events().get(step)), (metadata, e) -> {
            if (e != null) {
                failed.accept(e);
            }
        });
    }

    private static void check(AtomicReference<Exception> failure) {
        if (failure.get() != null) {
            throw new IllegalStateException("the history was not published whole", failure.get());
        }
    }

    /** For many records: it waits a little to send them together. */
    public static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return producer(bootstrapServers, LINGER_MILLIS);
    }

    public static KafkaProducer<byte[], byte[]> producer(String bootstrapServers, int lingerMillis) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                lingerMillis,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

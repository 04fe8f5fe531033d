package io.jobview.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the records of a topic reach a bare consumer, which runs on a thread of its own. Thread-safe. */
final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final long LOOK_MILLIS = 1;

    private record Place(int partition, long offset) {}

    private final Map<Place, Long> nanos = new ConcurrentHashMap<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final String bootstrapServers;
    private final String topic;
    private final Thread thread = new Thread(this::run, "bench-arrivals");
    private volatile boolean stopped;

    private Arrivals(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        thread.setDaemon(true);
    }

    /** Returns when it reads from the topic's end. */
    static Arrivals start(String bootstrapServers, String topic) throws InterruptedException {
        Arrivals arrivals = new Arrivals(bootstrapServers, topic);
        arrivals.thread.start();
        arrivals.reading.await();
        return arrivals;
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            reading.countDown();
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    nanos.put(new Place(record.partition(), record.offset()), System.nanoTime());
                }
            }
        } finally {
            reading.countDown();
        }
    }

    /** By {@link System#nanoTime}; waits for it. */
    long nanos(int partition, long offset) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Long arrived = nanos.remove(new Place(partition, offset));
            if (arrived != null) {
                return arrived;
            }
            if (System.nanoTime() - start > LONGEST_NANOS) {
                throw new IllegalStateException("the consumer does not see what was published");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

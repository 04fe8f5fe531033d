package io.jobview.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A bare consumer that reads a topic to its end: what a fold could reach at most. */
final class TopicDrain {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_POLLS = 30;

    private TopicDrain() {}

    static long count(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            return consumer.endOffsets(partitions(consumer, topic)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Records per second, from the first that arrived to the last. */
    static double recordsPerSecond(String bootstrapServers, String topic, long expected) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            consumer.assign(partitions(consumer, topic));
            consumer.seekToBeginning(consumer.assignment());
            long bytes = 0;
            long seen = 0;
            long first = 0;
            long startNanos = 0;
            int empty = 0;
            while (seen < expected) {
                var records = consumer.poll(POLL);
                if (records.isEmpty() && ++empty > MOST_EMPTY_POLLS) {
                    throw new IllegalStateException(topic + " ended after " + seen + " of " + expected + " records");
                }
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    bytes += record.value().length;
                }
                seen += records.count();
                if (startNanos == 0 && seen > 0) {
                    startNanos = System.nanoTime();
                    first = seen;
                }
            }
            if (bytes == 0) {
                throw new IllegalStateException(topic + " holds empty records");
            }
            return (seen - first) * 1e9 / (System.nanoTime() - startNanos);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        2000), // as the view's
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}

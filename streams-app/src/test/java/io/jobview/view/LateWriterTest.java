package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.JobEvent;
import io.jobview.fold.RandomHistory;
import io.jobview.history.Checkpoint;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.store.key.StateKey;
import io.jobview.topology.ViewTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An instance that was paused writes old states to the changelog once it goes on, behind the newer ones of its successor. The last record of
 * a job is what compaction leaves and what a replica is made from: it must be the newest again.
 */
class LateWriterTest {

    private static final int PARTITIONS = 2;
    private static final List<JobEvent> FACTS = new RandomHistory(3, 12, 4).events(1200);
    private static final String CHANGELOG = ViewTopics.of("late", EVENTS).changelog();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesNothingBack(boolean goesOn) {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, PARTITIONS, Map.of());
            Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, FACTS.subList(0, 400));
            try (StreamsView view =
                    StreamsView.start(Views.config("late", folder.resolve("state"), kafka.bootstrapServers()))) {
                Views.awaitCaughtUp(view);
                Map<Bytes, ConsumerRecord<byte[], byte[]>> old = last(kafka);
                Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, FACTS.subList(400, 1000));
                Views.awaitCaughtUp(view);
                Map<Bytes, Bytes> newest = values(last(kafka));
                assertThat(values(old)).isNotEqualTo(newest);

                writeAgain(kafka, old);
                if (goesOn) {
                    Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, FACTS.subList(1000, 1001));
                    Views.awaitCaughtUp(view);
                    newest.remove(Bytes.wrap(new StateKey(
                                    FACTS.get(1000).workflowId(),
                                    FACTS.get(1000).jobId())
                            .toBytes()));
                }
                await().atMost(Views.SOON)
                        .pollInterval(Duration.ofMillis(300))
                        .untilAsserted(() -> assertThat(values(last(kafka))).containsAllEntriesOf(newest));
            }
        }
    }

    private static Map<Bytes, Bytes> values(Map<Bytes, ConsumerRecord<byte[], byte[]>> records) {
        Map<Bytes, Bytes> values = new HashMap<>();
        records.forEach((key, record) -> values.put(key, Bytes.wrap(record.value())));
        return values;
    }

    private static void writeAgain(LocalKafka kafka, Map<Bytes, ConsumerRecord<byte[], byte[]>> records) {
        try (Producer<byte[], byte[]> producer =
                Publisher.producer(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            records.values()
                    .forEach(record -> producer.send(
                            new ProducerRecord<>(CHANGELOG, record.partition(), record.key(), record.value())));
        }
    }

    /** What compaction would leave. */
    private static Map<Bytes, ConsumerRecord<byte[], byte[]>> last(LocalKafka kafka) {
        Map<Bytes, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(each -> new TopicPartition(CHANGELOG, each))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (!Checkpoint.isKey(record.key())) {
                        last.put(Bytes.wrap(record.key()), record);
                    }
                }
            }
        }
        return last;
    }
}

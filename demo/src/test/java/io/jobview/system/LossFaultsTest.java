package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Views whose own topics are deleted: what they held is there again within seconds, and no page is ever wrong. */
class LossFaultsTest {

    private static final int EVENTS = 300;
    private static final int GROWING = 4;
    private static final int EVENTS_PER_SECOND = 20;
    private static final int REQUESTS_PER_SECOND = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern REJECTED = Pattern.compile("(?m)^jobview_events_rejected_total (\\S+)$");

    @TempDir
    private static Path folder;

    private static LocalKafka kafka;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder, 0));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    /** Who folded events tells where rows came from: the store, its changelog, or the events. */
    @Test
    @Timeout(240)
    void aChangelogThatIsLostWhileStoppedIsWrittenAgainOrFoldedAgain() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "stopped", 1)) {
            view.published().publish(EVENTS);
            view.start(0);
            view.assertAllRight(0);
            view.fleet().stop(0);

            view.delete(view.changelog());
            view.start(0);
            view.assertAllRight(0);
            assertThat(folded(view)).as("of a store that is whole").isZero();
            view.fleet().stop(0);

            view.startEmpty(0);
            view.assertAllRight(0);
            assertThat(folded(view)).as("of a changelog that was written again").isZero();
            view.fleet().stop(0);

            writeTombstones(view);
            view.startEmpty(0);
            view.assertAllRight(0);
            assertThat(folded(view)).as("over foreign tombstones").isPositive();
            view.fleet().stop(0);

            view.delete(view.changelog());
            view.startEmpty(0);
            view.assertAllRight(0);
            assertThat(folded(view)).as("of nothing").isEqualTo(EVENTS);
            assertThat(view.view(0).complete()).isTrue();
        }
    }

    private static int folded(FaultedView view) throws IOException, InterruptedException {
        return view.readiness(0).path("folded").intValue();
    }

    /** For every other job that the changelog holds. */
    private static void writeTombstones(FaultedView view) throws Exception {
        List<ProducerRecord<byte[], byte[]>> tombstones = new ArrayList<>();
        readAll(view.changelog()).forEach(record -> {
            if (record.key()[0] != 0 && record.offset() % 2 == 0) {
                tombstones.add(new ProducerRecord<>(view.changelog(), record.partition(), record.key(), null));
            }
        });
        assertThat(tombstones).isNotEmpty();
        view.published().send(tombstones);
    }

    @Test
    @Timeout(240)
    void aChangelogThatIsLostBeforeACrashIsThereAgain() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "crash", 1)) {
            view.published().publish(EVENTS);
            view.start(0);
            view.assertAllRight(0);
            view.delete(view.changelog());
            view.fleet().kill(0);
            view.published().publish(EVENTS);
            view.start(0);
            view.assertAllRight(0);

            String before = view.topicId(view.changelog());
            view.delete(view.changelog()); // and no crash
            view.published().publish(EVENTS);
            view.awaitMadeAgain(view.changelog(), before);
            view.assertAllRight(0);
            view.fleet().stop(0);
            view.startEmpty(0);
            view.assertAllRight(0);
            assertThat(folded(view)).as("of a changelog that was written again").isZero();
        }
    }

    @Test
    @Timeout(240)
    void copiesOfALostChangelogNeverSpeakForTheirOwner() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "copied", 2)) {
            view.published().publish(EVENTS);
            Expected expected = view.published().expected();
            view.start(0);
            view.assertAllRight(0);
            view.fleet().stop(0);
            view.delete(view.changelog());
            view.start(0);
            try (GrowingWorkflows growing =
                            new GrowingWorkflows(kafka.bootstrapServers(), view.events(), GROWING, EVENTS_PER_SECOND);
                    FleetLoad load = new FleetLoad(view.fleet(), expected.rows(), growing, GROWING)) {
                load.withTokens();
                load.start(REQUESTS_PER_SECOND);
                view.start(1);
                view.fleet().awaitCopies();

                String before = view.topicId(view.changelog());
                view.delete(view.changelog());
                view.awaitMadeAgain(view.changelog(), before);
                view.fleet().awaitCopies();
                view.fleet().kill(0);
                view.assertRight(1);
                load.stop();
                System.out.printf("LossFaultsTest: %s%n", load);
                assertThat(load.wrong()).as(view.fleet()::output).isEmpty();
            }
        }
    }

    @Test
    @Timeout(240)
    void topicsBetweenAreMadeAgain() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "between", 1)) {
            view.published().publishMisplaced(EVENTS, FaultedView.PARTITIONS);
            view.start(0);
            view.assertAllRight(0);

            String letters = view.topicId(view.deadLetters());
            view.delete(view.deadLetters());
            byte[] bad = "bad".getBytes(StandardCharsets.UTF_8);
            view.published().send(List.of(new ProducerRecord<>(view.events(), 0, null, bad)));
            view.published().publish(EVENTS);
            view.assertAllRight(0);
            view.awaitMadeAgain(view.deadLetters(), letters);
            await().atMost(PATIENCE).until(() -> readAll(view.deadLetters()).size() == 1);
            assertThat(rejected(view.reader(0))).as(view.fleet()::output).isEqualTo(1);
            view.fleet().child(0).awaitLine(line -> line.contains(view.deadLetters()), PATIENCE);

            String rerouted = view.topicId(view.rerouted());
            view.published().publishMisplaced(EVENTS, FaultedView.PARTITIONS);
            view.delete(view.rerouted());
            view.published().publishMisplaced(EVENTS, FaultedView.PARTITIONS);
            view.awaitMadeAgain(view.rerouted(), rerouted);
            view.assertAllRight(0);
            view.fleet().child(0).awaitLine(line -> line.contains(view.rerouted()), PATIENCE);
            assertThat(view.fleet().child(0).stackTrace())
                    .as(view.fleet()::output)
                    .isEmpty();
        }
    }

    private static double rejected(Reader reader) throws IOException, InterruptedException {
        Matcher sample = REJECTED.matcher(reader.text("/metrics"));
        assertThat(sample.find()).isTrue();
        return Double.parseDouble(sample.group(1));
    }

    /** What a topic holds now. */
    private static List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }
}

package io.jobview.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.Decoded;
import io.jobview.event.EventDecoder;
import io.jobview.event.JobEvent;
import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.fold.OracleDigest;
import io.jobview.fold.OracleFold;
import io.jobview.fold.RandomHistory;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.Digest;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import io.jobview.topology.HomePartition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each test has a topic and a view of its own on one broker; all topics hold the same history, differently published. */
class StreamsViewTest {

    private static final long SEED = 20261123;
    private static final int PARTITIONS = 3;
    private static final HomePartition HOME = new HomePartition(PARTITIONS);
    private static final RandomHistory HISTORY = new RandomHistory(SEED, 12, 20);
    private static final List<JobEvent> FACTS = HISTORY.events(3000);
    private static final Set<String> WORKFLOWS =
            FACTS.stream().map(JobEvent::workflowId).collect(Collectors.toCollection(TreeSet::new));

    @TempDir
    static Path folder;

    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource(Publisher.class)
    void servesTheSameRowsHoweverEventsWerePublished(Publisher publisher) {
        kafka.createTopic(publisher.name(), PARTITIONS, Map.of());
        List<JobEvent> published = HISTORY.disorder(FACTS);
        publisher.publish(kafka.bootstrapServers(), publisher.name(), published);

        try (StreamsView view = StreamsView.start(config(publisher.name(), "first-" + publisher))) {
            Views.awaitCaughtUp(view);
            assertRows(view);
            assertPositions(view, publisher.name());
            assertThat(view.status().folded()).isEqualTo(published.size());
            assertThat(view.status().rerouted() > 0).isEqualTo(publisher != Publisher.BY_WORKFLOW);
            assertThat(view.totals()).isEqualTo(expectedTotals());
        }
    }

    @Test
    void keepsTheViewOverARestartAndRebuildsItUnderAnotherName() {
        kafka.createTopic("replayed", PARTITIONS, Map.of());
        Publisher.BY_CRC32.publish(kafka.bootstrapServers(), "replayed", HISTORY.disorder(FACTS));
        try (StreamsView view = StreamsView.start(config("replayed", "one"))) {
            Views.awaitCaughtUp(view);
            assertThat(view.totals()).isEqualTo(expectedTotals());
        }
        try (StreamsView view = StreamsView.start(config("replayed", "one"))) {
            Views.awaitCaughtUp(view);
            assertThat(view.totals()).isEqualTo(expectedTotals());
            assertPositions(view, "replayed");
            assertThat(view.status().folded()).as("nothing is read again").isZero();
        }
        try (StreamsView view = StreamsView.start(config("replayed", "two"))) {
            Views.awaitCaughtUp(view);
            assertThat(view.totals()).isEqualTo(expectedTotals());
        }
    }

    @Test
    void rebuildsFromTheChangelogWhenTheFolderIsLost() {
        kafka.createTopic("lost", PARTITIONS, Map.of());
        Publisher.BY_JOB.publish(kafka.bootstrapServers(), "lost", HISTORY.disorder(FACTS));
        try (StreamsView view = StreamsView.start(config("lost", "lost"))) {
            Views.awaitCaughtUp(view);
        }
        ViewConfig elsewhere = Views.config("lost", folder.resolve("fresh"), kafka.bootstrapServers());
        try (StreamsView view = StreamsView.start(with("lost", elsewhere))) {
            Views.awaitCaughtUp(view);
            assertThat(view.totals()).isEqualTo(expectedTotals());
            assertRows(view);
            assertPositions(view, "lost");
            assertThat(view.status().folded()).isZero();
        }
    }

    @Test
    void sendsWhatIsNoEventToTheDeadLetters() {
        kafka.createTopic("mixed", PARTITIONS, Map.of());
        try (Producer<byte[], byte[]> producer =
                Publisher.producer(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            producer.send(new ProducerRecord<>("mixed", 2, 1000L, new byte[] {1}, "nonsense".getBytes(UTF_8)));
        }
        Publisher.WITHOUT_KEY.publish(kafka.bootstrapServers(), "mixed", FACTS.subList(0, 1));
        try (StreamsView view = StreamsView.start(config("mixed", "mixed"))) {
            Views.awaitCaughtUp(view);
            assertThat(view.status().rejected()).isEqualTo(1);
            assertThat(view.status().folded()).isEqualTo(1);
            ConsumerRecord<byte[], byte[]> letter = read("mixed-dead-letters");
            assertThat(letter.key()).containsExactly(1);
            assertThat(letter.value()).isEqualTo("nonsense".getBytes(UTF_8));
            assertThat(letter.timestamp()).as("kept from when it was rejected").isGreaterThan(1_700_000_000_000L);
            assertThat(header(letter, "jobview-source-topic")).isEqualTo("mixed");
            assertThat(header(letter, "jobview-source-partition")).isEqualTo("2");
            assertThat(header(letter, "jobview-source-offset")).isEqualTo("0");
            assertThat(header(letter, "jobview-rejected-reason")).startsWith("not JSON");
        }
    }

    private static void assertRows(JobView view) {
        for (String workflow : WORKFLOWS) {
            List<String> expected = OracleFold.rows(workflow, FACTS);
            assertThat(Views.listing(view, workflow))
                    .as("seed %d, workflow %s", SEED, workflow)
                    .isEqualTo(String.join(",", expected));
            assertThat(Views.rows(view, workflow, JobFilter.ALL, 1)).isEqualTo(expected);
            for (JobStatus status : JobStatus.values()) {
                JobFilter filter = new JobFilter(Set.of(status), Set.of());
                assertThat(Views.rows(view, workflow, filter, 1))
                        .as("seed %d, workflow %s, %s", SEED, workflow, status)
                        .isEqualTo(having(expected, "\"status\":\"" + status + "\""));
            }
            JobFilter manual = new JobFilter(Set.of(JobStatus.PENDING, JobStatus.RUNNING), Set.of(Trigger.MANUAL));
            assertThat(Views.rows(view, workflow, manual, 1))
                    .isEqualTo(having(having(expected, "\"status\":\"(PENDING|RUNNING)\""), "\"trigger\":\"MANUAL\""));
        }
        assertThat(Views.listing(view, "no such workflow")).isEmpty();
    }

    private static List<String> having(List<String> rows, String pattern) {
        return rows.stream().filter(Pattern.compile(pattern).asPredicate()).toList();
    }

    /** A workflow's position names the last of all records of its home partition, by the partition they came in. */
    private static void assertPositions(JobView view, String topic) {
        Map<Integer, Map<Integer, Long>> expected = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : readAll(topic)) {
            JobEvent event = ((Decoded.Valid) new EventDecoder().decode(record.value())).event();
            int home = HOME.of(event.workflowId());
            expected.computeIfAbsent(home, absent -> new TreeMap<>())
                    .merge(record.partition(), record.offset(), Math::max);
        }
        for (String workflow : WORKFLOWS) {
            ReadResult<JobPage> result = view.page(new PageRequest(workflow, JobFilter.ALL, 1, null));
            int home = HOME.of(workflow);
            assertThat(((ReadResult.Served<JobPage>) result).position().offsets())
                    .as("seed %d, workflow %s", SEED, workflow)
                    .isEqualTo(expected.get(home));
        }
    }

    private static Totals expectedTotals() {
        Totals totals = Totals.NONE;
        for (String workflow : WORKFLOWS) {
            List<String> rows = OracleFold.rows(workflow, FACTS);
            totals = totals.plus(new Totals(rows.isEmpty() ? 0 : 1, 0, Digest.ZERO));
            for (String row : rows) {
                totals = totals.plus(new Totals(0, 1, OracleDigest.of(row)));
            }
        }
        return totals;
    }

    private static ConsumerRecord<byte[], byte[]> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = readAll(topic);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            await().atMost(Views.SOON).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return partitions.stream().allMatch(each -> consumer.position(each) >= ends.get(each));
            });
        }
        return records;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static ViewConfig config(String topic, String applicationId) {
        return with(
                topic, Views.config(applicationId, folder.resolve("state-" + applicationId), kafka.bootstrapServers()));
    }

    private static ViewConfig with(String topic, ViewConfig config) {
        return Views.with(config, topic, config.advertised(), config.kafka());
    }
}

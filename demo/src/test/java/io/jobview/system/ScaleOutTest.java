package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.fold.EventBuilder;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From one instance to two to three, while the old ones are read and events come in: readers notice nothing, and a new one takes over no
 * partition of which it has not loaded a copy before. Kafka Streams asks a new instance once a minute whether it is ready; here the next
 * one that joins makes it ask at once. {@code -Djobview.scaleout=whole} waits for that minute too, until the last one owns something.
 */
class ScaleOutTest {

    private static final String TOPIC = "job-events";
    private static final int PARTITIONS = 4;
    private static final int WORKFLOWS = 40;
    private static final int JOBS = 200;
    private static final int READ_WORKFLOWS = 4;
    private static final int GROWING = 12;
    private static final int EVENTS_PER_SECOND = 60;
    private static final int REQUESTS_PER_SECOND = 20;
    private static final int WARM_UP = 500;

    /** {@code acceptable.recovery.lag}, so low that the copies of this test are beyond it. */
    private static final long ACCEPTABLE_LAG = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern RESTORED =
            Pattern.compile("Finished restoring changelog (\\S+) .* with a total number of (\\d+) records");

    @TempDir
    private Path dir;

    @Test
    @Timeout(300)
    void aNewInstanceLoadsItsCopyBeforeItTakesOver() throws Exception {
        boolean whole = "whole".equals(System.getProperty("jobview.scaleout"));
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), 0))) {
            kafka.createTopic(TOPIC, PARTITIONS, Map.of());
            Expected expected = new Expected(publishFrozen(kafka));
            try (Fleet fleet = new Fleet(dir, kafka.bootstrapServers(), TOPIC, PARTITIONS, 3);
                    GrowingWorkflows growing =
                            new GrowingWorkflows(kafka.bootstrapServers(), TOPIC, GROWING, EVENTS_PER_SECOND);
                    FleetLoad load = new FleetLoad(fleet, some(expected), growing, GROWING)) {
                fleet.set("kafka.acceptable.recovery.lag=" + ACCEPTABLE_LAG);
                fleet.logMore();
                fleet.start(0);
                fleet.awaitReady(0);
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .untilAsserted(() -> expected.assertServedBy(new Reader(fleet.address(0)), 1000));
                assertBeyondTheAcceptableLag(fleet);
                load.withTokens();
                load.warmUp(WARM_UP);
                load.start(REQUESTS_PER_SECOND);

                fleet.start(1);
                fleet.awaitCopies();
                fleet.awaitReady(1); // from here on it is read too
                fleet.start(2);
                awaitOwns(fleet, 1);
                fleet.child(2).awaitReady(PATIENCE);
                if (whole) {
                    awaitOwns(fleet, 2);
                }
                fleet.awaitCopies();
                load.stop();
                System.out.printf("ScaleOutTest: %s; restored %s%n", load, restored(fleet));

                assertThat(load.wrong()).as(fleet::output).isEmpty();
                assertThat(load.unanswered())
                        .as(() -> load + "\n" + fleet.output())
                        .isZero();
                assertThat(load.answered()).isGreaterThan(REQUESTS_PER_SECOND);
                assertTakenOverWarm(fleet);
                growing.stop();
                for (int i = 0; i < fleet.size(); i++) {
                    expected.assertServedBy(new Reader(fleet.address(i)), 1000);
                }
                await().atMost(PATIENCE).untilAsserted(() -> assertSameEverywhere(fleet, growing));
            }
        }
    }

    private static void awaitOwns(Fleet fleet, int instance) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(IOException.class) // it may be starting
                .untilAsserted(() -> assertThat(fleet.partitions(instance))
                        .as(fleet::output)
                        .anyMatch(partition -> partition.path("role").asText().equals("ACTIVE")));
    }

    /** A changelog has a record for each job at least. */
    private static void assertBeyondTheAcceptableLag(Fleet fleet) throws Exception {
        for (JsonNode partition : fleet.partitions(0)) {
            assertThat(partition.path("jobs").asLong())
                    .as("what a new instance has to load: %s", partition)
                    .isGreaterThan(2 * ACCEPTABLE_LAG);
        }
    }

    /** What an owner loads between getting a partition and serving it is what its copy lacked. */
    private static void assertTakenOverWarm(Fleet fleet) {
        Map<Integer, List<Long>> restored = restored(fleet);
        assertThat(restored.get(1)).as("instance 1 has taken over, and said so").isNotEmpty();
        for (int i = 1; i < fleet.size(); i++) {
            assertThat(restored.get(i)).as("instance %d", i).allMatch(records -> records <= ACCEPTABLE_LAG);
        }
    }

    /** By instance: how many records each store was loaded with as that of an owner, in the words of Kafka Streams. */
    private static Map<Integer, List<Long>> restored(Fleet fleet) {
        Map<Integer, List<Long>> restored = new TreeMap<>();
        for (int i = 0; i < fleet.size(); i++) {
            List<Long> counts = new ArrayList<>();
            for (String line : fleet.child(i).lines()) {
                Matcher told = RESTORED.matcher(line);
                if (told.find()) {
                    counts.add(Long.parseLong(told.group(2)));
                }
            }
            restored.put(i, counts);
        }
        return restored;
    }

    /** All that hold a partition hold the same, and whoever is asked for a workflow says the same. */
    private static void assertSameEverywhere(Fleet fleet, GrowingWorkflows growing) throws Exception {
        Map<Integer, String> digests = new HashMap<>();
        for (int i = 0; i < fleet.size(); i++) {
            for (JsonNode partition : fleet.partitions(i)) {
                if (partition.has("digest")) {
                    String digest = partition.path("digest").asText();
                    int number = partition.path("partition").asInt();
                    assertThat(digest)
                            .as("partition %d at %d", number, i)
                            .isEqualTo(digests.computeIfAbsent(number, first -> digest));
                }
            }
        }
        assertThat(digests).hasSize(PARTITIONS);
        for (int workflow = 0; workflow < GROWING; workflow++) {
            GrowingWorkflows.Acknowledged last = growing.latest(workflow);
            assertThat(last).isNotNull();
            for (int i = 0; i < fleet.size(); i++) {
                List<String> rows = new Reader(fleet.address(i)).rows(GrowingWorkflows.id(workflow), 1000);
                assertThat(GrowingWorkflows.newest(rows)).isEqualTo(last.number());
                assertThat(growing.complaint(workflow, rows, rows.size(), System.nanoTime(), Duration.ZERO))
                        .isNull();
            }
        }
    }

    private static Map<String, List<String>> some(Expected expected) {
        Map<String, List<String>> some = new TreeMap<>();
        expected.rows().entrySet().stream()
                .limit(READ_WORKFLOWS)
                .forEach(workflow -> some.put(workflow.getKey(), workflow.getValue()));
        return some;
    }

    /** Histories that are over before anybody is asked, a changelog record for each job at least. */
    private static List<JobEvent> publishFrozen(LocalKafka kafka) {
        List<JobEvent> events = IntStream.range(0, WORKFLOWS * JOBS)
                .mapToObj(i -> EventBuilder.event(EventType.CREATED, TIME.plusSeconds(i))
                        .job("frozen-" + i % WORKFLOWS, "job-" + i / WORKFLOWS)
                        .build())
                .toList();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (JobEvent event : events) {
                byte[] key = event.workflowId().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(TOPIC, key, EventText.of(event)));
            }
        }
        return events;
    }
}

package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.JobEvent;
import io.jobview.fold.RandomHistory;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances that are killed, stopped and paused while they are asked and events come in. No answer may be wrong, and nearly all must
 * come. {@code -Djobview.faults=10} is the whole form.
 */
class FailoverTest {

    private static final String TOPIC = "job-events";
    private static final int PARTITIONS = 6;
    private static final int INSTANCES = 3;
    private static final int REQUESTS_PER_SECOND = 200;
    private static final int FEW_PER_SECOND = 60; // what two cores answer beside other tests
    private static final int WARM_UP = 6_000;
    private static final int GROWING = 12;
    private static final int EVENTS_PER_SECOND = 60;
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(12);
    private static final Duration MOST_GAP = Duration.ofSeconds(2);

    private enum Fault {
        KILL,
        PAUSE,
        STOP
    }

    @TempDir
    private Path dir;

    @Test
    @Timeout(900)
    void answersGoOnWhateverInstancesDo() throws Exception {
        long seed = Long.getLong("jobview.seed", System.nanoTime());
        Integer asked = Integer.getInteger("jobview.faults");
        int faults = asked == null ? 2 : asked;
        SplittableRandom random = new SplittableRandom(seed);
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), 0))) {
            kafka.createTopic(TOPIC, PARTITIONS, Map.of());
            Expected expected = new Expected(publishFrozen(kafka, random.nextLong()));
            try (Fleet fleet = new Fleet(dir, kafka.bootstrapServers(), TOPIC, PARTITIONS, INSTANCES);
                    GrowingWorkflows growing =
                            new GrowingWorkflows(kafka.bootstrapServers(), TOPIC, GROWING, EVENTS_PER_SECOND)) {
                for (int i = 0; i < INSTANCES; i++) {
                    fleet.start(i);
                }
                for (int i = 0; i < INSTANCES; i++) {
                    fleet.awaitReady(i);
                }
                fleet.awaitCopies();
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .untilAsserted(() -> expected.assertServedBy(new Reader(fleet.address(0)), 1000));
                try (FleetLoad load = new FleetLoad(fleet, expected.rows(), growing, GROWING)) {
                    if (asked != null) {
                        load.warmUp(WARM_UP); // only the whole form judges how many are answered
                    }
                    load.start(asked == null ? FEW_PER_SECOND : REQUESTS_PER_SECOND);
                    for (int fault = 0; fault < faults; fault++) {
                        Fault kind = Fault.values()[fault % Fault.values().length];
                        inject(kind, random.nextInt(INSTANCES), fleet, asked == null ? SHORT_PAUSE : PAUSE);
                        System.out.printf(
                                "FailoverTest: %s after %s %d: %s%n", LocalTime.now(ZoneOffset.UTC), kind, fault, load);
                    }
                    load.stop();
                    System.out.printf("FailoverTest: seed %d, %d faults: %s%n", seed, faults, load);
                    assertThat(load.wrong()).as(fleet::output).isEmpty();
                    assertThat(load.share()).as(load::toString).isPositive();
                    if (asked != null) {
                        // For a machine that has a core for each of the five JVMs: on two a starting one starves the
                        // others.
                        assertThat(load.share()).as(load::toString).isGreaterThanOrEqualTo(0.999);
                        assertThat(load.longestGap()).as(load::toString).isLessThan(MOST_GAP);
                    }
                }
            }
        } catch (Exception | AssertionError e) {
            throw new AssertionError("failed with -Djobview.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private static void inject(Fault fault, int instance, Fleet fleet, Duration pause) throws Exception {
        switch (fault) {
            case KILL -> {
                fleet.kill(instance);
                await().pollDelay(Duration.ofSeconds(12))
                        .atMost(Duration.ofSeconds(14))
                        .until(() -> true);
                fleet.start(instance);
                fleet.awaitReady(instance);
            }
            case PAUSE -> {
                fleet.pause(instance);
                await().pollDelay(pause).atMost(pause.plusSeconds(5)).until(() -> true);
                fleet.resume(instance);
            }
            case STOP -> {
                fleet.stop(instance);
                fleet.start(instance);
                fleet.awaitReady(instance);
            }
        }
        fleet.awaitCopies();
    }

    /** Random histories that are over before anybody is asked. */
    private static List<JobEvent> publishFrozen(LocalKafka kafka, long seed) {
        List<JobEvent> events = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            RandomHistory history = new RandomHistory(seed, 24, 8);
            for (int i = 0; i < 3000; i++) {
                JobEvent event = history.next();
                events.add(event);
                byte[] key = event.workflowId().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(TOPIC, i % 3 == 0 ? null : key, EventText.of(event)));
            }
        }
        return events;
    }
}

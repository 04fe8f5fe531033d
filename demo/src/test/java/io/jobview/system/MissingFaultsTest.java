package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.JobEvent;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Views that lack something: events that were deleted before they were read, or an instance that is gone. */
class MissingFaultsTest {

    private static final int EVENTS = 300;
    private static final int INSTANCES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    @Test
    @Timeout(240)
    void eventsThatWereDeletedBeforeTheyWereReadAreNamed() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "deleted", 1)) {
            view.published().publish(EVENTS);
            view.start(0);
            view.assertAllRight(0);
            assertThat(view.view(0).complete()).isTrue();
            view.fleet().stop(0);

            List<JobEvent> before = List.copyOf(view.published().all());
            List<RecordMetadata> unread = view.published().publish(EVENTS);
            Map<TopicPartition, Long> kept = deleteOlderHalves(view, unread);
            List<JobEvent> left = new ArrayList<>(before);
            for (int i = 0; i < EVENTS; i++) {
                RecordMetadata each = unread.get(i);
                if (each.offset() >= kept.get(new TopicPartition(each.topic(), each.partition()))) {
                    left.add(view.published().all().get(EVENTS + i));
                }
            }
            view.published().all().clear();
            view.published().all().addAll(left);

            view.start(0);
            view.assertAllRight(0);
            for (Map.Entry<TopicPartition, Long> each : kept.entrySet()) {
                String line = " to " + (each.getValue() - 1) + " of " + each.getKey()
                        + " were deleted before they were read: the view lacks them";
                view.fleet().child(0).awaitLine(said -> said.contains(line), PATIENCE);
            }
            assertIncomplete(view);
            view.fleet().stop(0);
            view.startEmpty(0);
            view.assertAllRight(0);
            assertIncomplete(view);
        }
    }

    private static void assertIncomplete(FaultedView view) throws IOException, InterruptedException {
        ViewClaims claims = view.eventually(() -> view.view(0), ViewClaims::caughtUp);
        assertThat(claims.complete()).as(claims::toString).isFalse();
        assertThat(view.readiness(0).path("complete").booleanValue()).isFalse();
        assertThat(view.readiness(0).path("consumed"))
                .isEqualTo(view.readiness(0).path("end"));
    }

    /** Of each partition the older half of these goes. Returns where each begins then. */
    private static Map<TopicPartition, Long> deleteOlderHalves(FaultedView view, List<RecordMetadata> unread)
            throws Exception {
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, RecordsToDelete> delete = new HashMap<>();
        for (int partition = 0; partition < FaultedView.PARTITIONS; partition++) {
            int wanted = partition;
            List<RecordMetadata> its =
                    unread.stream().filter(each -> each.partition() == wanted).toList();
            long begin = its.get(its.size() / 2).offset();
            TopicPartition each = new TopicPartition(view.events(), partition);
            begins.put(each, begin);
            delete.put(each, RecordsToDelete.beforeOffset(begin));
        }
        view.admin().deleteRecords(delete).all().get();
        return begins;
    }

    @Test
    @Timeout(240)
    void anAgeIsNeverInventedWhenAnInstanceDies() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "dies", INSTANCES)) {
            long began = System.nanoTime();
            view.published().publish(EVENTS);
            for (int i = 0; i < INSTANCES; i++) {
                view.fleet().start(i);
            }
            for (int i = 0; i < INSTANCES; i++) {
                view.fleet().awaitReady(i);
                view.assertRight(i);
            }
            view.fleet().awaitCopies();
            Map<String, List<String>> rows = view.published().expected().rows();
            view.fleet().kill(0);
            long killed = System.nanoTime();
            view.eventually(
                    () -> {
                        boolean current = true;
                        for (Map.Entry<String, List<String>> workflow : rows.entrySet()) {
                            for (int i = 1; i < INSTANCES; i++) {
                                Reader.Answer page = view.reader(i).ask(workflow.getKey());
                                if (page.status() == 200) {
                                    assertThat(page.rows()).containsExactlyElementsOf(workflow.getValue());
                                    assertThat(page.lag())
                                            .isNotNull()
                                            .isLessThan(Duration.ofNanos(System.nanoTime() - began));
                                }
                                current &= page.claims(killed);
                            }
                        }
                        return current;
                    },
                    current -> current);
        }
    }
}

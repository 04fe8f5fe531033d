package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.JobEvent;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Views whose events topic gets more partitions: what is in them is folded too, and readers notice nothing. */
class GrowthFaultsTest {

    private static final int BEFORE = 6;
    private static final int AFTER = 8;
    private static final int EVENTS = 300;
    private static final int INSTANCES = 3;
    private static final int GROWING = 6;
    private static final int EVENTS_PER_SECOND = 30;
    private static final int REQUESTS_PER_SECOND = 30;
    private static final int NEW_WORKFLOWS = 40;

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
    void whatIsInNewPartitionsIsFolded() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "alone", BEFORE, 1)) {
            view.fleet().set("kafka.metadata.max.age.ms=5000");
            view.published().publish(EVENTS);
            view.start(0);
            view.assertAllRight(0);

            grow(view);
            publishIntoNew(view, "grown");
            view.assertCaughtUpMeansRight();
            view.assertAllRight(0);
            assertThat(view.view(0).eventPartitions()).isEqualTo(AFTER);
            assertThat(view.fleet().child(0).stackTrace()).isEmpty();
            view.fleet().stop(0);

            publishIntoNew(view, "stopped");
            view.start(0);
            view.assertAllRight(0);
            view.fleet().kill(0);
            publishIntoNew(view, "killed");
            view.startEmpty(0);
            view.assertAllRight(0);
        }
    }

    @Test
    @Timeout(240)
    void instancesAreReadWhileTheTopicGrows() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "shared", BEFORE, INSTANCES)) {
            view.fleet().set("kafka.metadata.max.age.ms=5000");
            view.published().publish(EVENTS);
            for (int i = 0; i < INSTANCES; i++) {
                view.fleet().start(i);
            }
            for (int i = 0; i < INSTANCES; i++) {
                view.fleet().awaitReady(i);
                view.assertRight(i);
            }
            view.fleet().awaitCopies();
            Expected before = view.published().expected();
            try (GrowingWorkflows growing =
                            new GrowingWorkflows(kafka.bootstrapServers(), view.events(), GROWING, EVENTS_PER_SECOND);
                    FleetLoad load = new FleetLoad(view.fleet(), before.rows(), growing, GROWING)) {
                load.withTokens();
                load.start(REQUESTS_PER_SECOND);
                grow(view);
                publishIntoNew(view, "grown");
                view.assertCaughtUpMeansRight();
                for (int i = 0; i < INSTANCES; i++) {
                    view.assertRight(i);
                }
                load.stop();
                System.out.printf("GrowthFaultsTest: %s%n", load);
                assertThat(load.wrong()).as(view.fleet()::output).isEmpty();
                assertThat(load.unanswered())
                        .as(() -> load + "\n" + view.fleet().output())
                        .isZero();
            }
        }
    }

    private static void grow(FaultedView view) throws Exception {
        view.admin()
                .createPartitions(Map.of(view.events(), NewPartitions.increaseTo(AFTER)))
                .all()
                .get();
        view.eventually(() -> view.partitions(), count -> count == AFTER);
    }

    /** Publishers spread keys over all partitions that they see. */
    private static void publishIntoNew(FaultedView view, String prefix) throws Exception {
        List<JobEvent> jobs = IntStream.range(0, NEW_WORKFLOWS)
                .mapToObj(each -> PublishedEvents.job(prefix + "-" + each, each))
                .toList();
        List<RecordMetadata> acknowledged = view.published().publish(jobs);
        assertThat(acknowledged).anyMatch(each -> each.partition() == AFTER - 1);
        assertThat(acknowledged).anyMatch(each -> each.partition() == AFTER - 2);
    }
}

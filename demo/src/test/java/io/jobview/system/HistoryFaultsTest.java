package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Views under which another history is put: they say so in one line, and serve none as the other. */
class HistoryFaultsTest {

    private static final int EVENTS = 300;
    private static final int INSTANCES = 3;
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(2);

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
    @Timeout(180)
    void foldersThatAreNotWhatTheyWereAreRefused() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "kept", 1)) {
            view.published().publish(EVENTS);
            view.start(0);
            view.assertAllRight(0);
            view.fleet().stop(0);

            swapFolders(view, 0, 1);
            view.fleet().start(0);
            assertThat(view.awaitRefusal(0))
                    .matches(".* holds partition (0, not 1|1, not 0): give each folder its own name back, .*");
            swapFolders(view, 0, 1);

            String before = view.topicId(view.events());
            makeAgain(view);
            view.published().publish(EVENTS);
            view.fleet().start(0);
            assertNames(view.awaitRefusal(0), before, view.topicId(view.events()));

            view.application("kept-anew"); // as it says
            view.start(0);
            view.assertAllRight(0);
        }
    }

    @Test
    @Timeout(180)
    void aTopicThatIsMadeAgainEndsAViewThatRuns() throws Exception {
        topicIsMadeAgainUnder(1);
    }

    @Test
    @Timeout(180)
    void aTopicThatIsMadeAgainEndsAllInstances() throws Exception {
        topicIsMadeAgainUnder(INSTANCES);
    }

    private void topicIsMadeAgainUnder(int instances) throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "running-" + instances, instances)) {
            view.published().publish(EVENTS);
            for (int i = 0; i < instances; i++) {
                view.fleet().start(i);
            }
            for (int i = 0; i < instances; i++) {
                view.fleet().awaitReady(i);
                view.assertRight(i);
            }
            String before = view.topicId(view.events());
            makeAgain(view);
            long madeAgain = System.nanoTime();
            List<String> wrong = new ArrayList<>();
            for (int number = 0; isAnyAlive(view); number++) {
                RecordMetadata acknowledged = view.published()
                        .publish(List.of(PublishedEvents.job("probe", number)))
                        .get(0);
                for (int i = 0; i < instances; i++) {
                    judge(view, i, acknowledged, number + 1, System.nanoTime() - madeAgain, wrong);
                }
            }
            assertThat(wrong).as(view.fleet()::output).isEmpty();
            String now = view.topicId(view.events());
            for (int i = 0; i < instances; i++) {
                assertNames(view.awaitRefusal(i), before, now);
            }
        }
    }

    /** Until it is noticed an old token and a new one look the same; what an answer says of its age is true at all times. */
    private static void judge(
            FaultedView view, int i, RecordMetadata newest, int jobs, long sinceNanos, List<String> wrong)
            throws InterruptedException {
        try {
            Reader.Answer fresh = view.reader(i).ask("probe", "View-Max-Staleness", "2");
            if (fresh.claims(view.published().lastNanos()) && fresh.rows().size() < jobs) {
                wrong.add(i + " claims to be current with " + fresh);
            }
            Reader.Answer met = view.reader(i).ask("probe", "View-At-Least", PublishedEvents.token(newest));
            boolean noticed = sinceNanos > NOTICED_WITHIN.toNanos();
            if (noticed && met.status() == 200 && met.rows().size() < jobs) {
                wrong.add(i + " meets a token with " + met);
            }
        } catch (IOException e) {
            // it has ended, as it should
        }
    }

    private static boolean isAnyAlive(FaultedView view) {
        for (int i = 0; i < view.fleet().size(); i++) {
            if (view.fleet().child(i).isAlive()) {
                return true;
            }
        }
        return false;
    }

    @Test
    @Timeout(180)
    void anotherClusterAtTheSameAddressIsRefused() throws Exception {
        Path state = Files.createDirectory(dir.resolve("view"));
        int port;
        String before;
        try (LocalKafka first = LocalKafka.start(new LocalKafkaConfig(dir.resolve("first"), 0));
                FaultedView view = new FaultedView(first, state, "cluster", 2)) {
            port = first.port();
            view.published().publish(EVENTS);
            view.start(0);
            view.assertAllRight(0);
            before = view.admin().describeCluster().clusterId().get();
            end(first);
            try (LocalKafka second = LocalKafka.start(new LocalKafkaConfig(dir.resolve("second"), port))) {
                second.createTopic(view.events(), FaultedView.PARTITIONS, Map.of());
                String now = view.admin().describeCluster().clusterId().get();
                assertNames(view.awaitRefusal(0), before, now);
                view.fleet().start(0);
                assertNames(view.awaitRefusal(0), before, now);
            }
        }
    }

    private static void end(LocalKafka cluster) {
        cluster.close();
    }

    private static void makeAgain(FaultedView view) throws Exception {
        view.delete(view.events());
        view.create();
    }

    private static void assertNames(String line, String before, String now) {
        assertThat(line).contains(before, now, "--application-id");
    }

    private static void swapFolders(FaultedView view, int one, int other) throws IOException {
        Path aside = dir(view, one).resolveSibling("aside");
        Files.move(dir(view, one), aside);
        Files.move(dir(view, other), dir(view, one));
        Files.move(aside, dir(view, other));
    }

    private static Path dir(FaultedView view, int partition) {
        return view.fleet().folder(0, partition);
    }
}

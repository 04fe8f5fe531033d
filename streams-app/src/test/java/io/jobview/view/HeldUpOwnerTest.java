package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.Freshness;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.ViewPosition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stream threads of an owner are held up until another instance has its partitions, while the rest of its process
 * goes on: it must not take the other's progress for its own.
 */
class HeldUpOwnerTest {

    private static final int PARTITIONS = 4;
    private static final int PER_SECOND = 80; // each workflow every 50 ms
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> WORKFLOWS = NumberedUpdates.workflows(PARTITIONS, 1);

    @TempDir
    Path folder;

    private LocalKafka kafka;
    private StreamsView left;
    private StreamsView right;

    @BeforeEach
    void start() {
        kafka = LocalKafka.start(
                new LocalKafkaConfig(folder.resolve("kafka"), 0, Map.of("group.min.session.timeout.ms", "1000")));
        kafka.createTopic(EVENTS, PARTITIONS, Map.of());
        left = view("left", 8081, Map.of("main.consumer.interceptor.classes", HoldUp.class.getName()));
        Views.awaitCaughtUp(left);
        right = view("right", 8082, Map.of());
    }

    @AfterEach
    void stop() {
        HoldUp.release();
        left.close();
        right.close();
        kafka.close();
    }

    @Test
    void claimsOnlyWhatItHolds() throws InterruptedException {
        try (NumberedUpdates updates =
                new NumberedUpdates(kafka.bootstrapServers(), EVENTS, WORKFLOWS, PARTITIONS, PER_SECOND)) {
            await().atMost(PATIENCE).until(this::areShared);
            List<String> held =
                    WORKFLOWS.stream().filter(each -> isServed(left, each)).toList();
            try (ClaimsJudge judge = new ClaimsJudge(updates, left, WORKFLOWS)) {
                await().atMost(PATIENCE).until(() -> judge.answers() > 500);
                HoldUp.hold();
                await().atMost(PATIENCE).until(() -> held.stream().allMatch(each -> isServed(right, each)));
                long moved = System.nanoTime();
                int atMove = judge.answers();
                await().atMost(PATIENCE)
                        .until(() -> held.stream().allMatch(each -> shows(right, each, updates.before(each, moved))));
                await().atMost(PATIENCE).until(() -> judge.answers() > atMove + 500);
                HoldUp.release();
                int released = judge.answers();
                await().atMost(PATIENCE).until(this::areShared);
                await().atMost(PATIENCE).until(() -> judge.answers() > released + 500);
                judge.stop();
                System.out.printf("HeldUpOwnerTest: %s%n", judge);
                assertThat(judge.wrong()).as(judge::toString).isEmpty();
            }
        }
    }

    /** Whether each partition has an owner, and the other instance a copy that may answer. */
    private boolean areShared() {
        return WORKFLOWS.stream()
                        .allMatch(each -> isServed(left, each) != isServed(right, each)
                                && isServed(left.from(ReadFrom.ANY_COPY), each)
                                && isServed(right.from(ReadFrom.ANY_COPY), each))
                && WORKFLOWS.stream().anyMatch(each -> isServed(left, each));
    }

    private static boolean isServed(JobView view, String workflow) {
        return page(view, workflow) instanceof ReadResult.Served;
    }

    private static boolean shows(JobView view, String workflow, int number) {
        Freshness now = new Freshness(ViewPosition.EMPTY, null);
        return view.atLeast(workflow, now, () -> page(view, workflow)) instanceof ReadResult.Served<JobPage> served
                && NumberedUpdates.shown(new String(served.value().rows(), UTF_8)) >= number;
    }

    private static ReadResult<JobPage> page(JobView view, String workflow) {
        return view.page(new PageRequest(workflow, JobFilter.ALL, 10, null));
    }

    private StreamsView view(String name, int port, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "max.poll.interval.ms",
                "2000",
                "session.timeout.ms",
                "3000",
                "heartbeat.interval.ms",
                "500",
                "probing.rebalance.interval.ms",
                "60000"));
        settings.putAll(more);
        return StreamsView.start(new ViewConfig(
                "held-up",
                EVENTS,
                folder.resolve(name),
                URI.create("http://127.0.0.1:" + port),
                1,
                Duration.ofSeconds(30),
                1,
                16L << 20,
                ViewConfig.ROW_BYTES,
                settings));
    }
}

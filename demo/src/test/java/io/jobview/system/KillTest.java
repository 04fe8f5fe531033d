package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.Main;
import io.jobview.event.JobEvent;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import io.jobview.view.ReadResult;
import io.jobview.view.StreamsView;
import io.jobview.view.ViewConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a serving process again and again while events pour in; in the end no job may be missing, doubled or different. */
class KillTest {

    private static final String TOPIC = "job-events";
    private static final String APPLICATION = "killed";
    private static final int PARTITIONS = 4;
    private static final int EVENTS_PER_SECOND = 2000;
    private static final int KILLS_RUNNING = 6;
    private static final int KILLS_STARTING = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path dir;

    private final List<Duration> toReady = new ArrayList<>();

    @Test
    @Timeout(400)
    void noJobIsLostOrDoubled() throws Exception {
        long seed = Long.getLong("jobview.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), 0))) {
            kafka.createTopic(TOPIC, PARTITIONS, Map.of());
            try (Traffic traffic =
                    new Traffic(kafka.bootstrapServers(), TOPIC, PARTITIONS, random.nextLong(), EVENTS_PER_SECOND)) {
                killAll(kafka, traffic, random);
                Expected expected = judgeByPages(kafka, traffic, random);
                judgeByDigests(kafka, traffic, expected);
            }
            System.out.printf(
                    "KillTest: seed %d, %d kills, seconds from start to ready %s%n",
                    seed,
                    KILLS_RUNNING + KILLS_STARTING,
                    toReady.stream().map(time -> time.toMillis() / 1000.0).toList());
        } catch (Exception | AssertionError e) {
            throw new AssertionError("failed with -Djobview.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private void killAll(LocalKafka kafka, Traffic traffic, SplittableRandom random) throws Exception {
        for (int running = KILLS_RUNNING, starting = KILLS_STARTING; running + starting > 0; ) {
            try (Child child = serve(kafka)) {
                if (random.nextInt(running + starting) < running) {
                    running--;
                    // At least as long as between two commits, or none of its work is ever kept.
                    awaitFolded(child, random.nextInt(3 * EVENTS_PER_SECOND));
                } else {
                    starting--;
                    long until = traffic.sent() + random.nextInt(5 * EVENTS_PER_SECOND);
                    await().atMost(PATIENCE).until(() -> traffic.sent() >= until);
                    assertThat(child.isAlive()).as(child::output).isTrue();
                }
                child.kill();
                assertThat(child.stackTrace()).as(child::output).isEmpty();
            }
        }
    }

    private void awaitFolded(Child child, int events) throws InterruptedException {
        Reader reader = ready(child);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reader.readiness().get("folded").asLong())
                        .as(child::output)
                        .isGreaterThanOrEqualTo(events));
    }

    private Reader ready(Child child) throws InterruptedException {
        URI address = child.awaitReady(PATIENCE);
        toReady.add(child.age());
        return new Reader(address);
    }

    private Expected judgeByPages(LocalKafka kafka, Traffic traffic, SplittableRandom random) throws Exception {
        try (Child child = serve(kafka)) {
            Reader reader = ready(child);
            List<JobEvent> last = traffic.stop();
            Expected expected = new Expected(traffic.events());
            for (JobEvent event : last) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(reader.rows(event.workflowId(), 1000))
                                .as(child::output)
                                .anyMatch(row -> row.contains('"' + event.jobId() + '"')));
            }
            expected.assertServedBy(reader, 2 + random.nextInt(10));
            child.kill();
            return expected;
        }
    }

    private void judgeByDigests(LocalKafka kafka, Traffic traffic, Expected expected) {
        List<JobEvent> last = traffic.events()
                .subList(
                        traffic.events().size() - PARTITIONS * PARTITIONS,
                        traffic.events().size());
        assertThat(totals(view(kafka, APPLICATION, "state"), last)).isEqualTo(expected.totals());
        assertThat(totals(view(kafka, "replayed", "fresh"), last)).isEqualTo(expected.totals());
    }

    private static Totals totals(ViewConfig config, List<JobEvent> last) {
        try (StreamsView view = StreamsView.start(config)) {
            for (JobEvent event : last) {
                await().atMost(PATIENCE).until(() -> holds(view, event));
            }
            return view.totals();
        }
    }

    private static boolean holds(StreamsView view, JobEvent event) {
        ReadResult<JobPage> page = view.page(new PageRequest(event.workflowId(), JobFilter.ALL, 1000, null));
        return page instanceof ReadResult.Served<JobPage> served
                && new String(served.value().rows(), StandardCharsets.UTF_8).contains('"' + event.jobId() + '"');
    }

    private ViewConfig view(LocalKafka kafka, String application, String folder) {
        return new ViewConfig(
                application,
                TOPIC,
                dir.resolve(folder),
                URI.create("http://127.0.0.1:1"),
                0,
                1,
                256L << 20,
                Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private Child serve(LocalKafka kafka) {
        return Child.start(
                Main.class,
                List.of(
                        "serve",
                        "--no-auth",
                        "--bootstrap",
                        kafka.bootstrapServers(),
                        "--topic",
                        TOPIC,
                        "--application-id",
                        APPLICATION,
                        "--state-dir",
                        dir.resolve("state").toString(),
                        "--port",
                        "0",
                        "--standbys",
                        "0",
                        "--memory",
                        "128m")); // small, so that files are written between kills too
    }
}

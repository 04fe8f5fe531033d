package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.JobEvent;
import io.jobview.fold.OracleFold;
import io.jobview.fold.RandomHistory;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.Freshness;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import io.jobview.query.ViewPosition;
import io.jobview.topology.HomePartition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the standby of a partition answers while its owner lives, when it dies, and after. */
class StandbyTest {

    private static final Logger LOG = LoggerFactory.getLogger(StandbyTest.class);
    private static final long SEED = 11;
    private static final int PARTITIONS = 4;
    private static final Duration STALENESS = Duration.ofSeconds(30);
    private static final List<JobEvent> FACTS = new RandomHistory(SEED, 16, 6).events(2000);
    private static final List<JobEvent> EARLY = FACTS.subList(0, 1000);
    private static final List<JobEvent> LATE = FACTS.subList(1000, 2000);
    private static final List<String> WORKFLOWS =
            List.copyOf(FACTS.stream().map(JobEvent::workflowId).collect(Collectors.toCollection(TreeSet::new)));

    @TempDir
    Path folder;

    private LocalKafka kafka;
    private StreamsView left;
    private StreamsView right;

    @BeforeEach
    void start() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0));
        kafka.createTopic(EVENTS, PARTITIONS, Map.of());
        Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, EARLY);
        left = view("left", 8081, STALENESS);
        Views.awaitCaughtUp(left);
        right = view("right", 8082, STALENESS);
        await().atMost(Views.SOON).untilAsserted(this::assertEachHasAnOwnerAndACopy);
    }

    @AfterEach
    void stop() {
        left.close();
        right.close();
        kafka.close();
    }

    private void assertEachHasAnOwnerAndACopy() {
        for (String workflow : WORKFLOWS) {
            assertThat(List.of(isServed(page(left, workflow)), isServed(page(right, workflow))))
                    .containsExactlyInAnyOrder(true, false);
            assertListing(left.from(ReadFrom.ANY_COPY), workflow, EARLY);
            assertListing(right.from(ReadFrom.ANY_COPY), workflow, EARLY);
        }
    }

    @Test
    void whoSendsElsewhereNamesTheOwner() {
        assertThat(WORKFLOWS)
                .anySatisfy(workflow -> assertThat(page(right, workflow))
                        .isEqualTo(new ReadResult.Elsewhere<>(
                                partition(workflow), URI.create("http://127.0.0.1:8081"), List.of())));
    }

    /** The bound must say how old an answer is, or better be too large: never may an answer claim what it does not hold. */
    @Test
    void theStandbyOfADeadOwnerAnswersHonestlyUntilItTakesOver() {
        left.closeWithoutLeaving();
        long died = System.nanoTime();
        Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, LATE);
        long published = System.nanoTime();
        JobView copies = right.from(ReadFrom.ANY_COPY);
        await().atMost(Views.SOON).pollDelay(Duration.ZERO).until(() -> {
            WORKFLOWS.forEach(workflow -> assertHonest(copies, workflow, published));
            return WORKFLOWS.stream().allMatch(workflow -> isServed(page(right, workflow)));
        });
        LOG.info("took over {} ms after the death", (System.nanoTime() - died) / 1_000_000);
        await().atMost(Views.SOON).untilAsserted(() -> {
            for (String workflow : WORKFLOWS) {
                assertListing(right, workflow, FACTS);
            }
        });
        assertThat(System.nanoTime() - died).isLessThan(Duration.ofSeconds(15).toNanos());
    }

    private static void assertHonest(JobView view, String workflow, long published) {
        ReadResult<JobPage> result = page(view, workflow);
        long now = System.nanoTime();
        assertThat(result).as(workflow).isInstanceOf(ReadResult.Served.class);
        ReadResult.Served<JobPage> served = (ReadResult.Served<JobPage>) result;
        if (served.lag().toNanos() < now - published - Duration.ofMillis(100).toNanos()) {
            assertThat(rows(served)).as(workflow).isEqualTo(expected(workflow, FACTS));
        }
    }

    @Test
    void aTokenHoldsOnTheStandbyToo() throws Exception {
        Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, LATE);
        Freshness wanted = new Freshness(ends(), null);
        for (StreamsView view : List.of(left, right)) {
            JobView copies = view.from(ReadFrom.ANY_COPY);
            for (String workflow : WORKFLOWS) {
                await().pollDelay(Duration.ZERO).atMost(Views.SOON).until(() -> {
                    ReadResult<JobPage> result = copies.atLeast(workflow, wanted, () -> page(copies, workflow));
                    if (result instanceof ReadResult.Served<JobPage> served) {
                        assertThat(rows(served)).isEqualTo(expected(workflow, FACTS));
                        return true;
                    }
                    assertThat(result).isInstanceOf(ReadResult.Behind.class);
                    return false;
                });
            }
        }
    }

    @Test
    void aCopyThatIsTooOldDoesNotAnswer() {
        right.close();
        right = view("right", 8082, Duration.ZERO);
        await().atMost(Views.SOON)
                .until(() -> WORKFLOWS.stream().anyMatch(workflow -> isServed(page(right, workflow))));
        for (String workflow : WORKFLOWS) {
            if (!isServed(page(right, workflow))) {
                assertThat(page(right.from(ReadFrom.ANY_COPY), workflow)).isInstanceOf(ReadResult.NotReady.class);
            }
        }
    }

    @Test
    void aRollingRestartRestoresNothing() {
        Totals all = left.totals().plus(right.totals());
        left.close();
        await().atMost(Views.SOON)
                .untilAsserted(() -> assertThat(right.totals()).isEqualTo(all));
        left = view("left", 8081, STALENESS);
        await().atMost(Views.SOON).untilAsserted(this::assertEachHasAnOwnerAndACopy);
        right.close();
        await().atMost(Views.SOON).untilAsserted(() -> assertThat(left.totals()).isEqualTo(all));
        right = view("right", 8082, STALENESS);
        await().atMost(Views.SOON).untilAsserted(this::assertEachHasAnOwnerAndACopy);

        assertThat(left.restored()).isZero();
        assertThat(right.restored()).isZero();
    }

    private ViewPosition ends() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> ask = new HashMap<>();
            for (int each = 0; each < PARTITIONS; each++) {
                ask.put(new TopicPartition(EVENTS, each), OffsetSpec.latest());
            }
            Map<Integer, Long> last = new TreeMap<>();
            admin.listOffsets(ask).all().get().forEach((each, end) -> last.put(each.partition(), end.offset() - 1));
            return ViewPosition.of(last);
        }
    }

    private static void assertListing(JobView view, String workflow, List<JobEvent> facts) {
        ReadResult<JobPage> result = page(view, workflow);
        assertThat(result).isInstanceOf(ReadResult.Served.class);
        assertThat(rows((ReadResult.Served<JobPage>) result)).as(workflow).isEqualTo(expected(workflow, facts));
    }

    private static String rows(ReadResult.Served<JobPage> served) {
        return new String(served.value().rows(), UTF_8);
    }

    private static String expected(String workflow, List<JobEvent> facts) {
        return String.join(",", OracleFold.rows(workflow, facts));
    }

    private static boolean isServed(ReadResult<JobPage> result) {
        return result instanceof ReadResult.Served;
    }

    private static int partition(String workflow) {
        return new HomePartition(PARTITIONS).of(workflow);
    }

    private static ReadResult<JobPage> page(JobView view, String workflow) {
        return view.page(new PageRequest(workflow, JobFilter.ALL, PageRequest.MAX_LIMIT, null));
    }

    private StreamsView view(String name, int port, Duration staleness) {
        return StreamsView.start(new ViewConfig(
                "standby",
                EVENTS,
                folder.resolve(name),
                URI.create("http://127.0.0.1:" + port),
                1,
                staleness,
                1,
                16L << 20,
                ViewConfig.ROW_BYTES,
                Map.of("bootstrap.servers", kafka.bootstrapServers())));
    }
}

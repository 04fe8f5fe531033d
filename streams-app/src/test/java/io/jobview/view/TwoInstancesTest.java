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
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsPart;
import io.jobview.query.WorkflowsRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of one view share its partitions, know each other, and take over from each other. */
class TwoInstancesTest {

    private static final long SEED = 7;
    private static final int PARTITIONS = 4;
    private static final URI LEFT = URI.create("http://[::1]:8081/");
    private static final URI RIGHT = URI.create("http://127.0.0.1:8082");
    private static final List<JobEvent> FACTS = new RandomHistory(SEED, 16, 6).events(2000);
    private static final List<String> WORKFLOWS =
            List.copyOf(FACTS.stream().map(JobEvent::workflowId).collect(Collectors.toCollection(TreeSet::new)));

    @TempDir
    Path folder;

    @Test
    void shareAndTakeOver() throws InterruptedException, ExecutionException, TimeoutException {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, PARTITIONS, Map.of());
            Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, FACTS);
            try (StreamsView left = StreamsView.start(config(kafka, "left", LEFT))) {
                Views.awaitCaughtUp(left);
                Totals all = left.totals();
                AtomicBoolean done = new AtomicBoolean();
                CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
                    while (!done.get()) {
                        WORKFLOWS.forEach(workflow -> assertWholeOrNothing(left, workflow));
                    }
                });
                try (StreamsView right = StreamsView.start(config(kafka, "right", RIGHT))) {
                    await().atMost(Views.SOON).untilAsserted(() -> assertEachHasOneServer(left, right));
                    assertThat(left.totals().plus(right.totals())).isEqualTo(all);
                    assertWorkflowsAreShared(left, right, all);
                    assertThat(right.totals().jobs()).as("right does its share").isPositive();
                }
                await().atMost(Views.SOON)
                        .untilAsserted(() -> assertThat(left.totals()).isEqualTo(all));
                done.set(true);
                reader.get(10, TimeUnit.SECONDS);
                WORKFLOWS.forEach(workflow -> assertThat(page(left, workflow)).isInstanceOf(ReadResult.Served.class));
            }
        }
    }

    private static void assertEachHasOneServer(JobView left, JobView right) {
        for (String workflow : WORKFLOWS) {
            ReadResult<JobPage> fromLeft = page(left, workflow);
            ReadResult<JobPage> fromRight = page(right, workflow);
            if (fromLeft instanceof ReadResult.Elsewhere<JobPage> elsewhere) {
                assertThat(elsewhere.owner()).isEqualTo(RIGHT);
                assertThat(fromRight).isInstanceOf(ReadResult.Served.class);
            } else {
                assertThat(fromLeft).isInstanceOf(ReadResult.Served.class);
                assertThat(fromRight)
                        .isInstanceOfSatisfying(
                                ReadResult.Elsewhere.class,
                                elsewhere -> assertThat(elsewhere.owner()).isEqualTo(URI.create("http://[::1]:8081")));
            }
        }
    }

    /** What one does not list it knows to be with the other, and together they list all. */
    private static void assertWorkflowsAreShared(JobView left, JobView right, Totals all) {
        WorkflowsPage fromLeft = workflows(left);
        WorkflowsPage fromRight = workflows(right);
        assertThat(fromLeft.owners()).isEqualTo(Map.of(RIGHT, fromLeft.missing()));
        assertThat(fromRight.owners()).isEqualTo(Map.of(URI.create("http://[::1]:8081"), fromRight.missing()));
        assertThat(fromLeft.missing()).doesNotContainAnyElementsOf(fromRight.missing());
        assertThat(fromLeft.missing().size() + fromRight.missing().size()).isEqualTo(PARTITIONS);
        WorkflowsPart both = WorkflowsPart.merge(List.of(fromLeft.part(), fromRight.part()), PageRequest.MAX_LIMIT);
        assertThat(both.next()).isNull();
        assertThat(both.workflows()).hasSize((int) all.workflows());
        assertThat(both.workflows().stream().mapToLong(WorkflowCounts::total).sum())
                .isEqualTo(all.jobs());
    }

    private static WorkflowsPage workflows(JobView view) {
        WorkflowsRequest request = new WorkflowsRequest(PageRequest.MAX_LIMIT, null, id -> true);
        return ((ReadResult.Served<WorkflowsPage>) view.workflows(request)).value();
    }

    /** Also while partitions move and are restored: never a page with rows missing. */
    private static void assertWholeOrNothing(JobView view, String workflow) {
        if (page(view, workflow) instanceof ReadResult.Served<JobPage> served) {
            assertThat(new String(served.value().rows(), UTF_8))
                    .as("seed %d, workflow %s", SEED, workflow)
                    .isEqualTo(String.join(",", OracleFold.rows(workflow, FACTS)));
        }
    }

    private static ReadResult<JobPage> page(JobView view, String workflow) {
        return view.page(new PageRequest(workflow, JobFilter.ALL, PageRequest.MAX_LIMIT, null));
    }

    private ViewConfig config(LocalKafka kafka, String name, URI advertised) {
        ViewConfig config = Views.config("shared", folder.resolve(name), kafka.bootstrapServers());
        return Views.with(config, EVENTS, advertised, config.kafka());
    }
}

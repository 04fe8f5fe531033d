package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.JobEvent;
import io.jobview.fold.RandomHistory;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition that moves to another instance can be read from the one that had it all the time. */
class HandoverTest {

    private static final long SEED = 13;
    private static final int PARTITIONS = 4;
    private static final List<JobEvent> FACTS = new RandomHistory(SEED, 16, 6).events(1000);
    private static final List<String> WORKFLOWS =
            List.copyOf(FACTS.stream().map(JobEvent::workflowId).collect(Collectors.toCollection(TreeSet::new)));

    @TempDir
    Path folder;

    @Test
    void whatWasActiveAnswersAsACopyAtOnce() {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, PARTITIONS, Map.of());
            Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, FACTS);
            try (StreamsView left = view(kafka, "left", 8081)) {
                Views.awaitCaughtUp(left);
                JobView copies = left.from(ReadFrom.ANY_COPY);
                try (StreamsView right = view(kafka, "right", 8082)) {
                    await().atMost(Views.SOON).pollDelay(Duration.ZERO).until(() -> {
                        for (String workflow : WORKFLOWS) {
                            assertThat(page(copies, workflow)).as(workflow).isInstanceOf(ReadResult.Served.class);
                        }
                        return WORKFLOWS.stream()
                                .anyMatch(workflow -> page(right, workflow) instanceof ReadResult.Served);
                    });
                }
            }
        }
    }

    private static ReadResult<JobPage> page(JobView view, String workflow) {
        return view.page(new PageRequest(workflow, JobFilter.ALL, PageRequest.MAX_LIMIT, null));
    }

    private StreamsView view(LocalKafka kafka, String name, int port) {
        return StreamsView.start(new ViewConfig(
                "handover",
                EVENTS,
                folder.resolve(name),
                URI.create("http://127.0.0.1:" + port),
                1,
                Duration.ofSeconds(30),
                1,
                16L << 20,
                ViewConfig.ROW_BYTES,
                Map.of("bootstrap.servers", kafka.bootstrapServers())));
    }
}

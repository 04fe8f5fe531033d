package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.JobEvent;
import io.jobview.fold.OracleFold;
import io.jobview.fold.RandomHistory;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka forgets what a group has committed when it was away for a week: the store still knows what it holds. */
class ForgottenOffsetsTest {

    private static final List<JobEvent> FACTS = new RandomHistory(5, 8, 4).events(600);

    @TempDir
    Path folder;

    @Test
    void areNoReasonNotToStart() {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, 3, Map.of());
            Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, FACTS.subList(0, 400));
            try (StreamsView view = view(kafka)) {
                Views.awaitCaughtUp(view);
            }
            forgetGroup(kafka);
            Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, FACTS.subList(400, 600));
            try (StreamsView view = view(kafka)) {
                Views.awaitCaughtUp(view);
                for (String workflow :
                        FACTS.stream().map(JobEvent::workflowId).collect(Collectors.toCollection(TreeSet::new))) {
                    assertThat(Views.listing(view, workflow))
                            .as(workflow)
                            .isEqualTo(String.join(",", OracleFold.rows(workflow, FACTS)));
                }
            }
        }
    }

    private static void forgetGroup(LocalKafka kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            await().atMost(Views.SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> admin.deleteConsumerGroups(List.of("forgotten"))
                            .all()
                            .get()); // once its last member has left
        }
    }

    private StreamsView view(LocalKafka kafka) {
        return StreamsView.start(Views.config("forgotten", folder.resolve("state"), kafka.bootstrapServers()));
    }
}

package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.JobEvent;
import io.jobview.fold.RandomHistory;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that was away for too long comes back by itself; two that claim to be the same one do not both go on. */
class FencingTest {

    private static final List<JobEvent> FACTS = new RandomHistory(5, 8, 4).events(400);

    @TempDir
    Path folder;

    private LocalKafka kafka;

    @BeforeEach
    void start() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0));
        kafka.createTopic(EVENTS, 2, Map.of());
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    /** To the group it is dead; it finds out at its next heartbeat, as it does after a pause. */
    @Test
    void whoWasTakenForDeadComesBack() throws Exception {
        Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, FACTS.subList(0, 200));
        try (StreamsView view =
                        StreamsView.start(Views.config("fenced", folder.resolve("state"), kafka.bootstrapServers()));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Views.awaitCaughtUp(view);
            List<MemberToRemove> members = admin
                    .describeConsumerGroups(List.of("fenced"))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .get("fenced")
                    .members()
                    .stream()
                    .map(member -> new MemberToRemove(member.groupInstanceId().orElseThrow()))
                    .collect(Collectors.toList());
            assertThat(members).isNotEmpty();
            admin.removeMembersFromConsumerGroup("fenced", new RemoveMembersFromConsumerGroupOptions(members))
                    .all()
                    .get(10, TimeUnit.SECONDS);
            Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, FACTS.subList(200, 400));
            Views.awaitCaughtUp(view);
            assertThat(view.status().state()).isEqualTo(ViewStatus.State.READY);
        }
    }

    /** As when a state folder is copied: the later one has the name, the earlier one says so and ends. */
    @Test
    void whoseNameIsTakenSaysSo() throws IOException {
        try (StreamsView first =
                StreamsView.start(Views.config("fenced", folder.resolve("first"), kafka.bootstrapServers()))) {
            Views.awaitCaughtUp(first);
            Files.createDirectories(folder.resolve("second"));
            Files.copy(folder.resolve("first/instance-id"), folder.resolve("second/instance-id"));
            try (StreamsView second =
                    StreamsView.start(Views.config("fenced", folder.resolve("second"), kafka.bootstrapServers()))) {
                Views.awaitState(first, ViewStatus.State.FAILED);
                assertThat(first.status().detail())
                        .contains("another instance runs under this one's name")
                        .contains("instance-id");
                await().atMost(Views.SOON).until(() -> second.status().state() == ViewStatus.State.READY);
            }
        }
    }
}

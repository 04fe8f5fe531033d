package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobState;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.Freshness;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.ViewPosition;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import io.jobview.topology.ViewTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A paused owner's late batch says of job j8 that its events came from as far as {@code 0@107}, and so of j1, whose
 * event is {@code 0@100}. Its successor, which has only folded another event of j8, writes j8 again: it knows no more
 * of j1 than before.
 */
class HealedStateTest {

    private static final int PARTITIONS = 2;
    private static final int HOME = 1;
    private static final String WORKFLOW =
            NumberedUpdates.workflows(PARTITIONS, 1).get(HOME);
    private static final JobEvent OF_J8 = EventBuilder.event(EventType.CREATED, "2026-01-01T00:00:00Z")
            .job(WORKFLOW, "j8")
            .build();
    private static final JobEvent LATE = EventBuilder.event(EventType.STARTED, "2026-01-01T00:00:01Z")
            .job(WORKFLOW, "j8")
            .build();

    @TempDir
    Path folder;

    @Test
    void claimsNothingOfOtherJobs() {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, PARTITIONS, Map.of());
            Publisher.BY_WORKFLOW.publish(kafka.bootstrapServers(), EVENTS, List.of(OF_J8));
            try (StreamsView view =
                    StreamsView.start(Views.config("healed", folder.resolve("state"), kafka.bootstrapServers()))) {
                Views.awaitCaughtUp(view);
                writeLate(kafka);
                Freshness ofJ1 = new Freshness(Objects.requireNonNull(ViewPosition.parse("0@100")), null);
                await().atMost(Views.SOON).until(() -> {
                    ReadResult<JobPage> result = view.atLeast(WORKFLOW, ofJ1, () -> page(view));
                    assertThat(result).isInstanceOf(ReadResult.Behind.class);
                    return ((ReadResult.Behind<JobPage>) result).position().offset(0) == 107; // it is healed
                });
            }
        }
    }

    private static void writeLate(LocalKafka kafka) {
        StateValue state = new StateValue(Origins.of(0, 107), JobState.of(LATE));
        try (Producer<byte[], byte[]> producer =
                Publisher.producer(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            producer.send(new ProducerRecord<>(
                    ViewTopics.of("healed", EVENTS).changelog(),
                    HOME,
                    new StateKey(WORKFLOW, "j8").toBytes(),
                    state.toBytes()));
        }
    }

    private static ReadResult<JobPage> page(JobView view) {
        return view.page(new PageRequest(WORKFLOW, JobFilter.ALL, 10, null));
    }
}

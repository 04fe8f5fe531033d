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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LagTest {

    private static final Duration SMALL = Duration.ofMillis(1500);

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

    /** A task tells only of its own commits, and after a restart on topics at rest it makes none. */
    @Test
    void isSmallAtRestAlsoAfterARestart() {
        Publisher.BY_WORKFLOW.publish(kafka.bootstrapServers(), EVENTS, new RandomHistory(1).events(100));
        for (int run = 0; run < 2; run++) {
            try (StreamsView view = StreamsView.start(config())) {
                awaitSmall(view);
                assertThat(view.status().consumed())
                        .isEqualTo(view.status().end())
                        .isEqualTo(100);
            }
        }
    }

    @Test
    void isSmallBehindTheMarkersOfTransactions() throws InterruptedException {
        List<JobEvent> kept = new RandomHistory(2).events(20);
        List<JobEvent> aborted = new RandomHistory(3).events(20);
        try (StreamsView view = StreamsView.start(config());
                Producer<byte[], byte[]> producer = Publisher.producer(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "publisher"))) {
            producer.initTransactions();
            transaction(producer, kept);
            producer.commitTransaction();
            transaction(producer, aborted);
            producer.abortTransaction();
            Views.awaitCaughtUp(view);
            awaitSmall(view);
            assertThat(view.status().folded())
                    .as("aborted events did not happen")
                    .isEqualTo(kept.size());
            String workflow = kept.get(0).workflowId();
            assertThat(Views.listing(view, workflow)).isEqualTo(String.join(",", OracleFold.rows(workflow, kept)));
        }
        try (StreamsView view = StreamsView.start(config())) {
            awaitSmall(view);
        }
    }

    private static void transaction(Producer<byte[], byte[]> producer, List<JobEvent> events) {
        producer.beginTransaction();
        events.forEach(event -> producer.send(Publisher.BY_WORKFLOW.record(EVENTS, event, 2)));
        producer.flush();
    }

    private static void awaitSmall(StreamsView view) {
        Views.awaitState(view, ViewStatus.State.READY);
        await().atMost(Views.SOON)
                .during(Duration.ofSeconds(2))
                .until(() ->
                        !view.status().lag().isZero() && view.status().lag().compareTo(SMALL) < 0);
    }

    private ViewConfig config() {
        return Views.config("lag", folder.resolve("state"), kafka.bootstrapServers());
    }
}

package io.jobview.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.JobFilter;
import io.jobview.query.PageRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsViewTest {

    private static final String EVENTS = "job-events";

    @TempDir
    Path folder;

    @Test
    void servesWhatWasPublishedAndKeepsItOverARestart() {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, 3, Map.of());
            String row = "{\"id\":\"j1\",\"workflow_id\":\"w1\",\"status\":\"PENDING\",\"trigger\":\"AUTOMATIC\","
                    + "\"container_id\":\"\",\"scheduled_at\":\"\",\"started_at\":\"\",\"completed_at\":\"\","
                    + "\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-01T00:00:00Z\"}";
            publish(kafka);
            try (StreamsView view = StreamsView.start(config(kafka))) {
                awaitFirstPage(view, row);
                assertThat(view.totals().jobs()).isEqualTo(1);
            }
            try (StreamsView view = StreamsView.start(config(kafka))) {
                awaitFirstPage(view, row);
            }
        }
    }

    private static void awaitFirstPage(StreamsView view, String expected) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            PageResult result = view.page(new PageRequest("w1", JobFilter.ALL, 10, null));
            assertThat(result).isInstanceOf(PageResult.Served.class);
            PageResult.Served served = (PageResult.Served) result;
            assertThat(new String(served.page().rows(), StandardCharsets.UTF_8)).isEqualTo(expected);
        });
    }

    private ViewConfig config(LocalKafka kafka) {
        return new ViewConfig(
                "view-test",
                EVENTS,
                folder.resolve("state"),
                URI.create("http://127.0.0.1:8080"),
                0,
                1,
                64L << 20,
                Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static void publish(LocalKafka kafka) {
        byte[] event = ("{\"type\":\"job.created\",\"workflow_id\":\"w1\",\"job_id\":\"j1\","
                        + "\"occurred_at\":\"2026-01-01T00:00:00Z\"}")
                .getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(EVENTS, "w1".getBytes(StandardCharsets.UTF_8), event));
        }
    }
}

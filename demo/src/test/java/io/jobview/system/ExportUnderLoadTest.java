package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.Main;
import io.jobview.event.EventType;
import io.jobview.fold.EventBuilder;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports while every third of their jobs changes, from a process with a heap of 256 MiB. {@code -Djobview.export.jobs=1000000} makes
 * the history greater than that heap.
 */
class ExportUnderLoadTest {

    private static final int JOBS = Integer.getInteger("jobview.export.jobs", 50_000);
    private static final int ROWS_PER_LOOK = Math.max(10, JOBS / 5000);
    private static final String TOPIC = "job-events";
    private static final String WORKFLOW = "w";
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60 + JOBS / 2000);

    private interface Meanwhile {
        void run() throws IOException;
    }

    /** Rows in order, as little of them as tells two histories apart. */
    private record History(long rows, String hash) {}

    @TempDir
    private Path dir;

    @Test
    @Timeout(1200)
    void anExportIsThePagedListingOfTheMomentWhenItBegan() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), 0))) {
            kafka.createTopic(TOPIC, 2, Map.of());
            publish(kafka, EventType.CREATED, 1);
            try (Child child = serve(kafka)) {
                URI server = child.awaitReady(PATIENCE);
                awaitStatus(server, "PENDING", () -> {});
                History before = paged(server);
                assertThat(before.rows()).isEqualTo(JOBS);
                // One over the rows, one that merges the facets.
                try (Export all = new Export(server, "");
                        Export pending = new Export(server, "?status=PENDING")) {
                    publish(kafka, EventType.STARTED, 3);
                    // Still reading, but slowly: who reads nothing is cut off.
                    awaitStatus(server, "RUNNING", () -> {
                        all.read(ROWS_PER_LOOK);
                        pending.read(ROWS_PER_LOOK);
                    });
                    assertThat(all.toTheEnd()).isEqualTo(before);
                    assertThat(pending.toTheEnd()).isEqualTo(before);
                }
                try (Export after = new Export(server, "")) {
                    assertThat(after.toTheEnd()).isEqualTo(paged(server)).isNotEqualTo(before);
                }
                assertThat(new Reader(server).text("/workflows"))
                        .startsWith("{\"workflows\":[{\"workflow_id\":\"" + WORKFLOW + "\",\"total\":" + JOBS + ",")
                        .endsWith("],\"cursor\":\"\",\"missing_partitions\":[]}");
                assertThat(child.isAlive()).as(child::output).isTrue();
                assertThat(child.stackTrace()).as(child::output).isEmpty();
            }
        }
    }

    /** An event for every so many jobs, and the last of them. */
    private static void publish(LocalKafka kafka, EventType type, int step) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int job = 0; job < JOBS; job += step) {
                send(producer, type, job);
            }
            send(producer, type, JOBS - 1);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, EventType type, int job) {
        byte[] event = EventText.of(EventBuilder.event(type, FIRST.plusMillis(job))
                .job(WORKFLOW, "job-" + job)
                .build());
        producer.send(new ProducerRecord<>(TOPIC, WORKFLOW.getBytes(StandardCharsets.UTF_8), event));
    }

    /** Waits for the last event of a publication. */
    private static void awaitStatus(URI server, String status, Meanwhile meanwhile) {
        Reader reader = new Reader(server);
        String path = "/workflows/" + WORKFLOW + "/jobs/job-" + (JOBS - 1);
        await().atMost(PATIENCE).until(() -> {
            meanwhile.run();
            return reader.text(path).contains("\"status\":\"" + status + "\"");
        });
    }

    private static History paged(URI server) throws Exception {
        Reader reader = new Reader(server);
        MessageDigest hash = sha256();
        long rows = 0;
        String cursor = "";
        do {
            Reader.Page page = reader.page(WORKFLOW, 1000, cursor);
            page.rows().forEach(row -> hash.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
            rows += page.rows().size();
            cursor = page.cursor();
        } while (!cursor.isEmpty());
        return new History(rows, HexFormat.of().formatHex(hash.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
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
                        "exported",
                        "--state-dir",
                        dir.resolve("state").toString(),
                        "--port",
                        "0",
                        "--standbys",
                        "0",
                        "--memory",
                        "64m"));
    }

    /** An export that was begun. */
    private static final class Export implements AutoCloseable {

        private final BufferedReader lines;
        private final MessageDigest hash = sha256();
        private long rows;
        private String next;

        Export(URI server, String query) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(server + "/workflows/" + WORKFLOW + "/jobs" + query))
                    .header("Accept", "application/x-ndjson")
                    .build();
            lines = new BufferedReader(new InputStreamReader(
                    HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofInputStream())
                            .body(),
                    StandardCharsets.UTF_8));
            next = lines.readLine();
        }

        void read(long most) throws IOException {
            long until = rows + most;
            while (rows < until && !next.contains("\"complete\"")) {
                if (next.startsWith("{\"id\":")) {
                    hash.update((next + "\n").getBytes(StandardCharsets.UTF_8));
                    rows++;
                }
                String line = lines.readLine();
                assertThat(line).as("after %d rows", rows).isNotNull();
                next = line;
            }
        }

        History toTheEnd() throws IOException {
            read(Long.MAX_VALUE / 2);
            assertThat(next).isEqualTo("{\"cursor\":\"\",\"complete\":true,\"rows\":" + rows + "}");
            assertThat(lines.readLine()).isNull();
            return new History(rows, HexFormat.of().formatHex(hash.digest()));
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}

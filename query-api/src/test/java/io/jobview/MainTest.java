package io.jobview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes, against a real broker: what they print, what they serve, and how they end. */
class MainTest {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private LocalKafka kafka;

    @BeforeEach
    void startKafka() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0));
        kafka.createTopic("job-events", 2, Map.of());
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    @Test
    void whatIsPublishedIsServedUntilTheProcessIsAskedToEnd() throws Exception {
        Path events = Files.writeString(folder.resolve("events.ndjson"), """
                {"type":"job.created","workflow_id":"a/b","job_id":"j1","occurred_at":"2026-01-02T03:04:05Z"}
                nonsense
                {"type":"job.started","workflow_id":"a/b","job_id":"j1","occurred_at":"2026-01-02T03:04:06Z"}
                """);
        Process publish = start("publish", events.toString());
        assertThat(publish.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(publish.exitValue()).as(log()).isZero();
        assertThat(out(publish)).matches("(0@[0-9]+(,1@[0-9]+)?|1@[0-9]+)\n");
        assertThat(log())
                .contains("1 lines have no readable workflow_id, first line 2;")
                .contains("jobview: 3 events in");

        Path tokens = folder.resolve("tokens");
        Process newToken = start("token", "new", "me", "--workflow", "a%2Fb", "--file", tokens.toString());
        String token = out(newToken).strip();
        assertThat(token).as(log()).startsWith("jv_");
        assertThat(tokens).content().doesNotContain(token);

        String state = folder.resolve("state").toString();
        Process serve = start("serve", "--port", "0", "--state-dir", state, "--tokens", tokens.toString());
        try {
            String ready = serve.inputReader().readLine();
            assertThat(ready).as(log()).startsWith("jobview ready: http://127.0.0.1:");
            URI page = URI.create(ready.substring("jobview ready: ".length()) + "/workflows/a%2Fb/jobs");
            // Ready is when it answers; what was published before may still be on its way into the view.
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest bare = HttpRequest.newBuilder(page).build();
            assertThat(client.send(bare, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
            HttpRequest request = HttpRequest.newBuilder(page)
                    .header("Authorization", "Bearer " + token)
                    .build();
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .untilAsserted(() -> assertThat(client.send(request, BodyHandlers.ofString())
                                    .body())
                            .startsWith("{\"jobs\":[{\"id\":\"j1\",")
                            .contains("\"status\":\"RUNNING\""));
            serve.destroy(); // SIGTERM
            assertThat(serve.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(serve.exitValue()).as(log()).isZero();
            assertThat(log()).doesNotContain(token);
        } finally {
            serve.destroyForcibly();
        }
    }

    @Test
    void aMissingTopicIsOneLine() throws Exception {
        Process publish = start("publish", "--topic", "missing", "/dev/null");
        assertThat(publish.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(publish.exitValue()).isEqualTo(1);
        assertThat(log()).isEqualTo("jobview: there is no topic missing at " + kafka.bootstrapServers() + "\n");
    }

    @Test
    void stdinIsReadByAnyOfItsNames() throws Exception {
        for (String name : List.of("-", "/dev/stdin")) {
            Process publish = start("publish", name);
            try (OutputStream in = publish.getOutputStream()) {
                in.write("{\"workflow_id\":\"w\"}\n".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(publish.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(publish.exitValue()).as(log()).isZero();
            assertThat(log()).startsWith("jobview: 1 events in");
        }
    }

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "io.jobview.Main"));
        command.addAll(List.of(args));
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        process.environment().put("JOBVIEW_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        return process.redirectError(folder.resolve("log").toFile()).start();
    }

    private static String out(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}

package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.Main;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is shipped runs by itself: a library that only a test's class path has would be missed first in production. The jars
 * are those that {@code mvn verify} has put together for query-api, which comes before this module.
 */
class ProductionArtifactTest {

    private static final Path JARS = Path.of("..", "query-api", "target", "dist", "lib");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void servesFromItsOwnJars() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic("job-events", 2, Map.of());
            List<String> args = List.of(
                    "serve",
                    "--no-auth",
                    "--bootstrap",
                    kafka.bootstrapServers(),
                    "--port",
                    "0",
                    "--state-dir",
                    folder.resolve("state").toString());
            try (Child serve = Child.startFrom(JARS, Main.class, args)) {
                URI address = serve.awaitReady(PATIENCE);
                HttpResponse<String> page = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(address.resolve("/workflows/w/jobs"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(page.body()).isEqualTo("{\"jobs\":[],\"cursor\":\"\"}");
            }
        }
    }

    @Test
    void containsNoBroker() throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .anyMatch(jar -> jar.startsWith("query-api"))
                    .noneMatch(jar -> jar.startsWith("kafka_") || jar.startsWith("kafka-server"));
        }
    }
}

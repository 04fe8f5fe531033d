package io.jobview.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobview publish} on a real broker, from whatever a person may name. */
@Timeout(60)
class PublishCommandTest {

    private static final String EVENT = "{\"type\":\"job.created\",\"workflow_id\":\"w\",\"job_id\":\"j\","
            + "\"occurred_at\":\"2026-01-01T00:00:00Z\"}\n";

    @TempDir
    static Path folder;

    private static LocalKafka kafka;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void startKafka() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0));
        kafka.createTopic("job-events", 1, Map.of());
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void aNamedPipeIsReadToItsEnd() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(pipe, bytes(EVENT.repeat(3))));

        assertThat(publish(pipe)).isZero();
        writer.join();
        assertThat(text(err)).startsWith("jobview: 3 events in ");
        assertThat(text(out)).matches("0@[0-9]+\n");
    }

    @Test
    void aGzipWithSomethingElseBehindItFailsAndSaysWhatWasSent() throws IOException {
        Path file = folder.resolve("both.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(bytes(EVENT.repeat(2)));
        }
        Files.writeString(file, EVENT, StandardOpenOption.APPEND);

        assertThat(publish(file)).isEqualTo(1);
        assertThat(text(err))
                .isEqualTo("jobview: cannot read " + file + " after 2 events were sent:"
                        + " member 2 of its gzip is damaged: Input is not in the .gz format.\n");
        assertThat(text(out)).isEmpty();
    }

    private int publish(Path file) {
        Screen screen = new Screen(new PrintStream(out, true), new PrintStream(err, true), false);
        return JobviewCommand.commandLine(
                        (config, advertised) -> {
                            throw new AssertionError("the view was asked for");
                        },
                        screen)
                .execute("publish", "--bootstrap", kafka.bootstrapServers(), file.toString());
    }

    private static void write(Path pipe, byte[] content) {
        try {
            Files.write(pipe, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

package io.jobview.localkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

    private static final int ENOUGH = 300;

    @TempDir
    private Path dir;

    @Test
    @Timeout(120)
    void acknowledgedRecordsOutliveSigkill() throws Exception {
        LocalKafkaConfig config = new LocalKafkaConfig(dir, 0);
        Process process = startProducing();
        int lastAcknowledged;
        try (BufferedReader acknowledged = process.inputReader()) {
            readUntil(acknowledged, ENOUGH);
            assertThatThrownBy(() -> LocalKafka.start(config))
                    .isInstanceOf(LocalKafkaException.class)
                    .hasMessage("the data directory " + dir + " is in use by another process");
            // SIGKILL, by the handle: the process's own method would close the stream that we still read.
            process.toHandle().destroyForcibly();
            lastAcknowledged = readToEnd(acknowledged);
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (LocalKafka kafka = LocalKafka.start(config)) {
            List<String> numbers = Records.read(kafka, "numbers");
            assertThat(numbers).hasSizeGreaterThan(lastAcknowledged);
            assertThat(numbers)
                    .isEqualTo(IntStream.range(0, numbers.size())
                            .mapToObj(Integer::toString)
                            .toList());
            Records.write(kafka, "numbers", List.of("after"));
            assertThat(Records.read(kafka, "numbers")).endsWith("after");
        }
    }

    private Process startProducing() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProduceUntilKilled.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void readUntil(BufferedReader acknowledged, int number) throws IOException {
        String line = acknowledged.readLine();
        while (line != null && Integer.parseInt(line) < number) {
            line = acknowledged.readLine();
        }
        assertThat(line).as("the last line before %d", number).isNotNull();
    }

    /** The last whole line; a line that the kill cut short has no end, and may be a part of a number. */
    private static int readToEnd(BufferedReader acknowledged) throws IOException {
        String rest = acknowledged.lines().reduce("", (all, line) -> all + line + "\n");
        String[] lines = rest.split("\n");
        return lines.length < 2 ? ENOUGH : Integer.parseInt(lines[lines.length - 2]);
    }
}

package io.jobview.localkafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfFormattedTest {

    @TempDir
    private Path dir;

    /** A kill between the two files that formatting writes must not spoil the folder for good. */
    @Test
    void aFirstStartThatWasKilledIsDoneAgain() throws Exception {
        Path whole = dir.resolve("whole");
        LocalKafka.start(new LocalKafkaConfig(whole, 0)).close();
        Path half = Files.createDirectory(dir.resolve("half"));
        Files.copy(whole.resolve("bootstrap.checkpoint"), half.resolve("bootstrap.checkpoint"));
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(half, 0))) {
            kafka.createTopic("events", 1, Map.of());
            Records.write(kafka, "events", List.of("a"));
            assertThat(Records.read(kafka, "events")).containsExactly("a");
        }
    }
}

package io.jobview.localkafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot start says so in one line, and leaves nothing behind. */
class RefusalTest {

    @TempDir
    private Path dir;

    @Test
    void aPortInUse() throws Exception {
        try (Sockets taken = Sockets.bind(0)) {
            assertThatThrownBy(() -> LocalKafka.start(new LocalKafkaConfig(dir, taken.brokerPort())))
                    .isInstanceOf(LocalKafkaException.class)
                    .hasMessage("port " + taken.brokerPort() + " on 127.0.0.1 cannot be used: Address already in use");
        }
        DataDir.hold(dir).close();
    }

    @Test
    void aDirectoryThatCannotBeMade() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        assertThatThrownBy(() -> LocalKafka.start(new LocalKafkaConfig(file, 0)))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessage("the data directory " + file + " is not a directory");
        assertThatThrownBy(() -> LocalKafka.start(new LocalKafkaConfig(file.resolve("below"), 0)))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageStartingWith("cannot write to the data directory " + file.resolve("below"));
    }

    @Test
    void aDirectoryHeldByThisProcess() {
        try (DataDir held = DataDir.hold(dir)) {
            assertThatThrownBy(() -> LocalKafka.start(new LocalKafkaConfig(held.path(), 0)))
                    .isInstanceOf(LocalKafkaException.class)
                    .hasMessage("the data directory " + dir + " is in use by this process");
        }
    }

    @Test
    void aDirectoryOfAnotherNode() throws Exception {
        Files.writeString(dir.resolve("meta.properties"), "version=1\ncluster.id=another\nnode.id=5\n");
        assertThatThrownBy(() -> LocalKafka.start(new LocalKafkaConfig(dir, 0)))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageStartingWith("Kafka does not start in " + dir + ": Stored node id 5 doesn't match");
        DataDir.hold(dir).close();
    }

    /** The broker fails in the middle of its start, where Kafka as a process would exit. */
    @Test
    void aBrokenMetadataLog() throws Exception {
        LocalKafkaConfig config = new LocalKafkaConfig(dir, 0);
        LocalKafka.start(config).close();
        Files.writeString(dir.resolve("__cluster_metadata-0").resolve("quorum-state"), "not JSON");
        assertThatThrownBy(() -> LocalKafka.start(config))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageStartingWith("Kafka does not start in " + dir);
        DataDir.hold(dir).close();
    }
}

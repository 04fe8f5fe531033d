package io.jobview.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class HomePartitionTest {

    private static final int IDS = 20_000;

    @Test
    void isWhatTheJavaProducerChooses() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < IDS; i++) {
            String id = id(random);
            int partitions = 1 + random.nextInt(200);
            assertThat(new HomePartition(partitions).of(id))
                    .as("seed %d, id %s, %d partitions", seed, id, partitions)
                    .isEqualTo(BuiltInPartitioner.partitionForKey(id.getBytes(StandardCharsets.UTF_8), partitions));
        }
    }

    /** Rows already lie where these say, so an upgrade of Kafka must not move them. From the vectors of Kafka's own tests. */
    @Test
    void neverMoves() {
        HomePartition home = new HomePartition(64);
        assertThat(home.of("21")).isEqualTo(44);
        assertThat(home.of("foobar")).isEqualTo(62);
        assertThat(home.of("abc")).isEqualTo(27);
    }

    @Test
    void needsAPartition() {
        assertThatThrownBy(() -> new HomePartition(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String id(SplittableRandom random) {
        StringBuilder id = new StringBuilder();
        for (int length = 1 + random.nextInt(40); length > 0; length--) {
            id.appendCodePoint(
                    switch (random.nextInt(3)) {
                        case 0 -> 0x20 + random.nextInt(0x5f);
                        case 1 -> 0xa1 + random.nextInt(0x2000);
                        default -> 0x1f300 + random.nextInt(0x300);
                    });
        }
        return id.toString();
    }
}

package io.jobview.localkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {

    @TempDir
    private Path dir;

    @Test
    void keepsRecordsAndItsClusterIdOverACleanRestartOnAnotherPort() throws Exception {
        LocalKafkaConfig config = new LocalKafkaConfig(dir, 0);
        String cluster;
        int firstPort;
        try (LocalKafka kafka = LocalKafka.start(config)) {
            firstPort = kafka.port();
            cluster = clusterId(kafka);
            kafka.createTopic("events", 1, Map.of());
            Records.write(kafka, "events", List.of("a", "b", "c"));
            assertThat(Records.read(kafka, "events")).containsExactly("a", "b", "c");
        }
        try (Sockets taken = Sockets.bind(firstPort);
                LocalKafka kafka = LocalKafka.start(config)) {
            assertThat(kafka.port()).isNotEqualTo(taken.brokerPort());
            assertThat(clusterId(kafka)).isEqualTo(cluster);
            assertThat(Records.read(kafka, "events")).containsExactly("a", "b", "c");
            Records.write(kafka, "events", List.of("d"));
            assertThat(Records.read(kafka, "events")).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void createsATopicOnceAndRefusesWhatKafkaRefuses() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir, 0))) {
            kafka.createTopic("events", 3, Map.of("cleanup.policy", "compact"));
            kafka.createTopic("events", 7, Map.of());
            try (Admin admin = admin(kafka)) {
                assertThat(admin.describeTopics(List.of("events"))
                                .allTopicNames()
                                .get()
                                .get("events")
                                .partitions())
                        .hasSize(3);
                ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "events");
                assertThat(admin.describeConfigs(List.of(topic))
                                .all()
                                .get()
                                .get(topic)
                                .get("cleanup.policy")
                                .value())
                        .isEqualTo("compact");
            }
            assertThatThrownBy(() -> kafka.createTopic("no such name", 1, Map.of()))
                    .isInstanceOf(LocalKafkaException.class)
                    .hasMessageContaining("no such name");
            assertThatThrownBy(() -> kafka.createTopic("other", 1, Map.of("no.such.setting", "1")))
                    .isInstanceOf(LocalKafkaException.class)
                    .hasMessageContaining("no.such.setting");
        }
    }

    @Test
    void closesTwiceAndLeavesNothingThatListensOrKeepsTheJvmAlive() {
        Set<Thread> before = threadsThatKeepTheJvmAlive();
        LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir, 0));
        int port = kafka.port();
        kafka.close();
        kafka.close();
        Sockets.bind(port).close();
        await().pollInSameThread()
                .untilAsserted(() -> assertThat(threadsThatKeepTheJvmAlive()).isSubsetOf(before));
    }

    @Test
    void twoRunInOneJvmAndTheOneOutlivesTheOther() throws Exception {
        try (LocalKafka one = LocalKafka.start(new LocalKafkaConfig(dir.resolve("one"), 0))) {
            one.createTopic("events", 1, Map.of());
            try (LocalKafka two = LocalKafka.start(new LocalKafkaConfig(dir.resolve("two"), 0))) {
                assertThat(clusterId(two)).isNotEqualTo(clusterId(one));
                two.createTopic("events", 1, Map.of());
                Records.write(one, "events", List.of("one"));
                Records.write(two, "events", List.of("two"));
                assertThat(Records.read(two, "events")).containsExactly("two");
            }
            Records.write(one, "events", List.of("still one"));
            assertThat(Records.read(one, "events")).containsExactly("one", "still one");
        }
    }

    @Test
    void transactionsAndPropertiesOfTheCallerWork() throws Exception {
        LocalKafkaConfig config =
                new LocalKafkaConfig(dir, 0).withProperties(Map.of("message.max.bytes", "2000", "node.id", "77"));
        try (LocalKafka kafka = LocalKafka.start(config);
                Producer<String, String> producer = Records.transactional(kafka.bootstrapServers(), "writer")) {
            kafka.createTopic("events", 1, Map.of());
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("events", "a"));
            producer.commitTransaction();
            assertThat(Records.read(kafka, "events")).containsExactly("a");
            assertThatThrownBy(() -> Records.write(kafka, "events", List.of("x".repeat(3000))))
                    .hasMessageContaining("larger than the max");
        }
    }

    private static Set<Thread> threadsThatKeepTheJvmAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .collect(Collectors.toSet());
    }

    private static String clusterId(LocalKafka kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            return admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS);
        }
    }

    private static Admin admin(LocalKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}

package io.jobview.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.jobview.Main;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobview serve} and {@code jobview publish} when something around them is broken. */
class ServeFaultsTest {

    private static final String TOPIC = "job-events";
    private static final int PARTITIONS = 2;
    private static final int FILE_BLOCKS = 256;
    private static final String ROCKSDB = "librocksdbjni-linux64.so";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern REJECTED = Pattern.compile("(?m)^jobview_events_rejected_total (\\S+)$");
    private static final String GOOD =
            "{\"type\":\"job.created\",\"workflow_id\":\"w\",\"job_id\":\"%s\",\"occurred_at\":\"2026-01-01T00:00:00Z\"}";

    @TempDir
    private Path dir;

    @Test
    @Timeout(150)
    void waitsForAKafkaThatIsDown() throws Exception {
        int port = freePort();
        try (Child serve = serve("127.0.0.1:" + port)) {
            serve.awaitLine(
                    line -> line.equals("jobview: cannot reach Kafka at 127.0.0.1:" + port + ", trying again"),
                    PATIENCE);
            try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), port))) {
                kafka.createTopic(TOPIC, PARTITIONS, Map.of());
                Reader reader = new Reader(serve.awaitReady(PATIENCE));
                assertThat(publish(kafka, List.of(GOOD.formatted("j")))).isZero();
                await().atMost(PATIENCE).until(() -> reader.rows("w", 10).size() == 1);
                assertThat(serve.lines().stream().filter(line -> line.contains("cannot reach Kafka")))
                        .as(serve::output)
                        .hasSize(1);
                serve.terminate();
                assertThat(serve.awaitExit(PATIENCE)).as(serve::output).isZero();
            }
        }
    }

    @Test
    @Timeout(90)
    void aStateFolderThatIsAFileEndsIt() throws Exception {
        Files.createFile(dir.resolve("state"));
        try (Child serve = serve("127.0.0.1:1")) {
            assertThat(serve.awaitExit(PATIENCE)).as(serve::output).isEqualTo(1);
            assertThat(serve.lines())
                    .last()
                    .isEqualTo("jobview: state folder " + dir.resolve("state") + " cannot be used: it is a file");
        }
    }

    /** A limit on the size of files stands for the full disk: RocksDB's and ours both fail alike in the write. */
    @Test
    @Timeout(180)
    void aDiskThatIsFullEndsIt() throws Exception {
        assumeThat(Path.of("/bin/sh"))
                .as("a shell that can limit the size of files")
                .exists();
        Path libraries = unpackRocksDb();
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), 0))) {
            kafka.createTopic(TOPIC, PARTITIONS, Map.of());
            List<String> args = args(kafka.bootstrapServers());
            args.addAll(List.of("--memory", "16m"));
            try (Child serve = Child.startOnFullDisk(FILE_BLOCKS, libraries, Main.class, args)) {
                serve.awaitReady(PATIENCE);
                List<String> events = new ArrayList<>();
                for (int i = 0; i < 60_000; i++) {
                    events.add(GOOD.formatted("job-" + i));
                }
                assertThat(publish(kafka, events)).isZero();
                assertThat(serve.awaitExit(PATIENCE)).as(serve::output).isEqualTo(1);
                assertThat(serve.lines())
                        .last()
                        .asString()
                        .startsWith("jobview: the view stopped: the store cannot write: ")
                        .endsWith("File too large");
            }
        }
    }

    @Test
    @Timeout(120)
    void badEventsAreSetAsideAndTheViewGoesOn() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), 0))) {
            kafka.createTopic(TOPIC, PARTITIONS, Map.of());
            try (Child serve = serve(kafka.bootstrapServers())) {
                Reader reader = new Reader(serve.awaitReady(PATIENCE));
                List<String> bad = List.of(
                        "no json",
                        "{\"type\":\"job.created\",\"workflow_id\":\"w\"}",
                        GOOD.formatted("x").replace("created", "exploded"),
                        GOOD.formatted("x").replace("2026-01-01", "2026-13-01"),
                        GOOD.formatted("x".repeat(256)));
                List<String> all = new ArrayList<>(bad);
                all.add(0, GOOD.formatted("before"));
                all.add(GOOD.formatted("after"));
                assertThat(publish(kafka, all)).isZero();
                await().atMost(PATIENCE).until(() -> rejected(reader) == bad.size());
                await().atMost(PATIENCE).until(() -> reader.rows("w", 10).size() == 2);
                assertThat(reader.readiness().get("state").textValue()).isEqualTo("READY");
                assertThat(deadLetters(kafka, bad.size())).containsExactlyInAnyOrderElementsOf(bad);
                assertThat(serve.stackTrace()).isEmpty();
            }
        }
    }

    private Path unpackRocksDb() throws IOException {
        try (InputStream packed = getClass().getClassLoader().getResourceAsStream(ROCKSDB)) {
            assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                    .as("where this RocksDB runs")
                    .isEqualTo("Linux amd64");
            Path libraries = Files.createDirectory(dir.resolve("libraries"));
            Files.copy(packed, libraries.resolve("librocksdbjni.so"));
            return libraries;
        }
    }

    private static double rejected(Reader reader) throws IOException, InterruptedException {
        Matcher sample = REJECTED.matcher(reader.text("/metrics"));
        assertThat(sample.find()).isTrue();
        return Double.parseDouble(sample.group(1));
    }

    /** Their values; each must say why it is there. */
    private static List<String> deadLetters(LocalKafka kafka, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        "dead-letters",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("faults-dead-letters"));
            await().atMost(PATIENCE).until(() -> {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(500));
                for (ConsumerRecord<byte[], byte[]> letter : records) {
                    assertThat(letter.headers().lastHeader("jobview-rejected-reason"))
                            .isNotNull();
                    values.add(new String(letter.value(), UTF_8));
                }
                return values.size() >= count;
            });
        }
        return values;
    }

    private int publish(LocalKafka kafka, List<String> events) throws IOException, InterruptedException {
        Path file = Files.write(dir.resolve("events.ndjson"), events);
        try (Child publish = Child.start(
                Main.class,
                List.of("publish", "--bootstrap", kafka.bootstrapServers(), "--topic", TOPIC, file.toString()))) {
            return publish.awaitExit(PATIENCE);
        }
    }

    private Child serve(String bootstrapServers) {
        return Child.start(Main.class, args(bootstrapServers));
    }

    private List<String> args(String bootstrapServers) {
        return new ArrayList<>(List.of(
                "serve",
                "--no-auth",
                "--bootstrap",
                bootstrapServers,
                "--topic",
                TOPIC,
                "--application-id",
                "faults",
                "--state-dir",
                dir.resolve("state").toString(),
                "--standbys",
                "0",
                "--port",
                "0"));
    }

    /** Free a moment ago; the service must know the port before Kafka listens there. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

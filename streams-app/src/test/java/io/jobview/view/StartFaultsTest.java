package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.jobview.event.JobEvent;
import io.jobview.fold.OracleFold;
import io.jobview.fold.RandomHistory;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.JobFilter;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong when a view starts: it waits for what may still come, and says in one line what will not. */
class StartFaultsTest {

    @TempDir
    static Path folder;

    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0));
        kafka.createTopic(EVENTS, 3, Map.of());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void waitsForKafkaAndSaysWhere() throws IOException {
        int port = freePort();
        List<JobEvent> events = new RandomHistory(1).events(20);
        String workflow = events.get(0).workflowId();
        try (StreamsView view =
                StreamsView.start(Views.config("early", folder.resolve("early"), "127.0.0.1:" + port))) {
            await().atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(view.status())
                            .returns(ViewStatus.State.STARTING, ViewStatus::state)
                            .returns("cannot reach Kafka at 127.0.0.1:" + port + ", trying again", ViewStatus::detail));
            assertThat(view.page(new PageRequest(workflow, JobFilter.ALL, 10, null)))
                    .isInstanceOf(ReadResult.NotReady.class);
            try (LocalKafka late = LocalKafka.start(new LocalKafkaConfig(folder.resolve("late"), port))) {
                late.createTopic(EVENTS, 2, Map.of());
                Publisher.WITHOUT_KEY.publish(late.bootstrapServers(), EVENTS, events);
                Views.awaitCaughtUp(view);
                assertThat(Views.listing(view, workflow))
                        .isEqualTo(String.join(",", OracleFold.rows(workflow, events)));
                Views.assertCloses(view);
            }
        }
    }

    @Test
    @Timeout(60)
    void isReadFromItsFirstMomentWithoutAFault() {
        ViewConfig config = config("read-early");
        PageRequest page = new PageRequest("anything", JobFilter.ALL, 10, null);
        for (int start = 0; start < 2; start++) { // the second has stores to open before its streams start
            try (StreamsView view = StreamsView.start(config)) {
                while (!(view.page(page) instanceof ReadResult.Served)) {
                    assertThat(view.status().state()).isNotEqualTo(ViewStatus.State.FAILED);
                    assertThat(view.totals()).isEqualTo(Totals.NONE);
                    assertThat(view.partitions())
                            .allSatisfy(
                                    partition -> assertThat(partition.totals()).isIn(null, Totals.NONE));
                }
            }
        }
    }

    @Test
    void waitsForTheTopicAndSaysSo() {
        ViewConfig config = withTopic(config("topicless"), "created-later");
        try (StreamsView view = StreamsView.start(config)) {
            awaitDetail(view, "topic created-later does not exist yet: create it, the view waits for it");
            kafka.createTopic("created-later", 2, Map.of());
            Views.awaitState(view, ViewStatus.State.READY);
        }
    }

    @Test
    void closesWhileItStillConnects() throws IOException {
        StreamsView view = StreamsView.start(Views.config("none", folder.resolve("none"), "127.0.0.1:" + freePort()));
        Views.assertCloses(view);
        assertThat(view.status().state()).isEqualTo(ViewStatus.State.STOPPED);
    }

    /** At whatever moment of its start: it must neither hang nor leave anything running that reads freed memory. */
    @Test
    void closesAtAnyMomentOfItsStart() {
        List<Predicate<ViewStatus>> moments = List.of(
                status -> true,
                status -> !status.detail().equals("connecting to Kafka"),
                status -> status.detail().contains("partitions"), // the streams have begun
                status -> status.state() == ViewStatus.State.READY,
                status -> status.state() == ViewStatus.State.READY && status.lag() != null);
        for (Predicate<ViewStatus> moment : moments) {
            StreamsView view = StreamsView.start(config("hasty"));
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofNanos(100_000))
                    .atMost(Views.SOON)
                    .until(() -> moment.test(view.status()));
            Views.assertCloses(view);
            assertThat(view.status().state()).isEqualTo(ViewStatus.State.STOPPED);
        }
    }

    @Test
    void foldsWhatIsInAPartitionThatHasCome() throws Exception {
        kafka.createTopic("grown", 3, Map.of());
        ViewConfig config = withTopic(config("grown"), "grown");
        try (StreamsView view = StreamsView.start(config)) {
            Views.awaitState(view, ViewStatus.State.READY);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createPartitions(Map.of("grown", NewPartitions.increaseTo(4)))
                    .all()
                    .get();
        }
        List<JobEvent> events = new RandomHistory(11, 9, 3).events(60);
        Publisher.WITHOUT_KEY.publish(kafka.bootstrapServers(), "grown", events);
        try (StreamsView view = StreamsView.start(config)) {
            Views.awaitCaughtUp(view);
            for (String workflow :
                    events.stream().map(JobEvent::workflowId).distinct().toList()) {
                assertThat(Views.listing(view, workflow))
                        .isEqualTo(String.join(",", OracleFold.rows(workflow, events)));
            }
            assertThat(view.eventPartitions()).isEqualTo(4);
            assertThat(view.partitions()).hasSize(3);
        }
    }

    @Test
    void refusesAFileForItsFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (StreamsView view = StreamsView.start(Views.config("file", file, kafka.bootstrapServers()))) {
            assertThat(failure(view)).isEqualTo("state folder " + file + " cannot be used: it is a file");
        }
        Path below = file.resolve("below");
        try (StreamsView view = StreamsView.start(Views.config("file", below, kafka.bootstrapServers()))) {
            assertThat(failure(view)).startsWith("state folder " + below + " cannot be written: ");
        }
    }

    @Test
    void refusesAFolderThatAnotherViewUses() {
        ViewConfig config = config("shared");
        try (StreamsView first = StreamsView.start(config)) {
            Views.awaitState(first, ViewStatus.State.READY);
            try (StreamsView second = StreamsView.start(config)) {
                assertThat(failure(second))
                        .isEqualTo(
                                "state folder " + config.stateDir() + " is in use by another view of the name shared");
            }
            assertThat(first.status().state()).isEqualTo(ViewStatus.State.READY);
        }
    }

    @Test
    void refusesAWrongKafkaSettingByItsName() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "security.protocol", "PLAINTEXTT",
                        "max.poll.records", "many",
                        "producer.acks", "most",
                        "bootstrap.servers", "nowhere")
                .entrySet()) {
            // A folder each: Streams keeps a folder's lock when its settings are wrong, until the process ends.
            ViewConfig config = config("wrong-" + wrong.getKey());
            Map<String, String> settings = new HashMap<>(config.kafka());
            settings.put(wrong.getKey(), wrong.getValue());
            try (StreamsView view = StreamsView.start(withKafka(config, settings))) {
                assertThat(failure(view))
                        .startsWith("Kafka settings: ")
                        .contains(wrong.getKey().replace("producer.", ""))
                        .contains(wrong.getValue());
            }
        }
    }

    /** Kafka's own client would take the answer for a record of 1.2 GB. */
    @Test
    void refusesAPortThatDoesNotSpeakKafka() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.start();
        String address = "127.0.0.1:" + http.getAddress().getPort();
        try (StreamsView view = StreamsView.start(Views.config("http", folder.resolve("http"), address))) {
            assertThat(failure(view)).isEqualTo(address + " does not speak Kafka but HTTP");
        } finally {
            http.stop(0);
        }
    }

    @Test
    void refusesAWrongKafkaSettingWhileKafkaIsAway() throws IOException {
        ViewConfig config = Views.config("wrong-away", folder.resolve("wrong-away"), "127.0.0.1:" + freePort());
        Map<String, String> settings = new HashMap<>(config.kafka());
        settings.put("request.timeout.ms", "soon");
        try (StreamsView view = StreamsView.start(withKafka(config, settings))) {
            assertThat(failure(view)).startsWith("Kafka settings: ").contains("request.timeout.ms");
        }
    }

    @Test
    void refusesAnAddressThatNobodyCanUse() {
        ViewConfig config = config("address");
        ViewConfig wrong = Views.with(config, EVENTS, URI.create("http://under_score:8080"), config.kafka());
        try (StreamsView view = StreamsView.start(wrong)) {
            assertThat(failure(view)).startsWith("advertised address http://under_score:8080 needs a host");
        }
    }

    @Test
    void refusesATopicNameThatKafkaDoesNotAllow() {
        try (StreamsView view = StreamsView.start(withTopic(config("illegal"), "no spaces"))) {
            assertThat(failure(view)).startsWith("Kafka refuses the name of topic no spaces ");
        }
    }

    private static String failure(StreamsView view) {
        Views.awaitState(view, ViewStatus.State.FAILED);
        assertThat(view.page(new PageRequest("w", JobFilter.ALL, 1, null))).isInstanceOf(ReadResult.NotReady.class);
        assertThat(view.status().detail().lines()).hasSize(1);
        return view.status().detail();
    }

    private static void awaitDetail(StreamsView view, String detail) {
        await().atMost(Views.SOON)
                .untilAsserted(() -> assertThat(view.status().detail()).isEqualTo(detail));
    }

    private static ViewConfig config(String applicationId) {
        return Views.config(applicationId, folder.resolve("state-" + applicationId), kafka.bootstrapServers());
    }

    private static ViewConfig withTopic(ViewConfig config, String topic) {
        return Views.with(config, topic, config.advertised(), config.kafka());
    }

    private static ViewConfig withKafka(ViewConfig config, Map<String, String> settings) {
        return Views.with(config, config.eventsTopic(), config.advertised(), settings);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

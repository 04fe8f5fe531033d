package io.jobview.view;

import static io.jobview.fold.EventBuilder.event;
import static io.jobview.view.Views.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.fold.OracleFold;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.JobFilter;
import io.jobview.query.PageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of a store that are damaged, which shows while the view runs: it goes on, and has the right rows again within seconds. */
@Timeout(120)
class DamagedStoreTest {

    private static final long LARGE = 40_000; // bytes: a table of states, rows or facets
    private static final List<JobEvent> EVENTS_OF_W = feed(EventType.CREATED, "2026-01-01T00:00:00Z");
    private static final List<JobEvent> LATER = feed(EventType.STARTED, "2026-01-01T00:00:01Z");

    @TempDir
    Path folder;

    private LocalKafka kafka;
    private ViewConfig config;

    @BeforeEach
    void damage() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0));
        kafka.createTopic(EVENTS, 1, Map.of());
        Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, EVENTS_OF_W);
        config = Views.config("damaged", folder.resolve("state"), kafka.bootstrapServers());
        try (StreamsView view = StreamsView.start(config)) {
            Views.awaitCaughtUp(view);
        }
        assertThat(tables()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(DamagedStoreTest::flip);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void whatAReaderFindsIsLoadedAnew() {
        try (StreamsView view = StreamsView.start(config)) {
            Views.awaitCaughtUp(view);
            assertThat(view.page(new PageRequest("w", JobFilter.ALL, PageRequest.MAX_LIMIT, null)))
                    .isInstanceOf(ReadResult.NotReady.class);
            awaitRows(view, EVENTS_OF_W);
            Views.awaitCaughtUp(view);
            Views.assertCloses(view);
        }
    }

    @Test
    void whatTheFoldFindsIsLoadedAnew() {
        try (StreamsView view = StreamsView.start(config)) {
            Views.awaitCaughtUp(view);
            Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, LATER);
            List<JobEvent> all = new ArrayList<>(EVENTS_OF_W);
            all.addAll(LATER);
            awaitRows(view, all);
            Views.awaitCaughtUp(view);
        }
    }

    private static void awaitRows(StreamsView view, List<JobEvent> events) {
        String expected = String.join(",", OracleFold.rows("w", events));
        await().atMost(Views.SOON)
                .ignoreExceptionsMatching(notReady -> notReady instanceof AssertionError)
                .until(() -> Views.listing(view, "w").equals(expected));
    }

    private List<Path> tables() {
        try (Stream<Path> files = Files.walk(config.stateDir())) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .filter(file -> file.toFile().length() > LARGE)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flip(Path table) throws IOException {
        byte[] bytes = Files.readAllBytes(table);
        bytes[bytes.length / 2] ^= 1;
        Files.write(table, bytes);
    }

    private static List<JobEvent> feed(EventType type, String at) {
        SplittableRandom random = new SplittableRandom(7);
        return IntStream.range(0, 1_000)
                .mapToObj(i -> event(type, at)
                        .job("w", Long.toHexString(random.nextLong()))
                        .container(Long.toHexString(random.nextLong()))
                        .build())
                .toList();
    }
}

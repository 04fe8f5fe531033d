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
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when something fails under a running view. */
class OutageTest {

    private static final JobEvent CREATED =
            event(EventType.CREATED, "2026-01-01T00:00:00Z").build();
    private static final JobEvent STARTED =
            event(EventType.STARTED, "2026-01-01T00:00:01Z").build();

    @TempDir
    Path folder;

    @Test
    void answersWhileKafkaIsAwayAndCatchesUpWhenItIsBack() {
        LocalKafkaConfig config = new LocalKafkaConfig(folder.resolve("kafka"), 0);
        LocalKafka kafka = LocalKafka.start(config);
        kafka.createTopic(EVENTS, 3, Map.of());
        Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, List.of(CREATED));
        String before = OracleFold.row(List.of(CREATED)).orElseThrow();
        String after = OracleFold.row(List.of(CREATED, STARTED)).orElseThrow();
        try (StreamsView view =
                StreamsView.start(Views.config("outage", folder.resolve("state"), kafka.bootstrapServers()))) {
            Views.awaitCaughtUp(view);
            assertThat(Views.listing(view, "w")).isEqualTo(before);

            kafka.close();
            await().atMost(Views.SOON).until(() -> view.status().lag().compareTo(Duration.ofSeconds(4)) > 0);
            assertThat(Views.listing(view, "w")).isEqualTo(before);
            assertThat(view.status().state()).isEqualTo(ViewStatus.State.READY);

            try (LocalKafka back = LocalKafka.start(config.withPort(kafka.port()))) {
                Publisher.BY_JOB.publish(back.bootstrapServers(), EVENTS, List.of(STARTED));
                await().atMost(Views.SOON)
                        .ignoreExceptionsMatching(notReady -> notReady instanceof AssertionError)
                        .untilAsserted(
                                () -> assertThat(Views.listing(view, "w")).isEqualTo(after));
                Views.awaitCaughtUp(view);
            }
            Views.assertCloses(view);
        }
    }

    @Test
    void loadsADamagedStoreAnew() {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, 1, Map.of());
            Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, List.of(CREATED));
            ViewConfig config = Views.config("damaged", folder.resolve("state"), kafka.bootstrapServers());
            try (StreamsView view = StreamsView.start(config)) {
                Views.awaitCaughtUp(view);
            }
            damage(config.stateDir());
            try (StreamsView view = StreamsView.start(config)) {
                Views.awaitCaughtUp(view);
                assertThat(Views.listing(view, "w"))
                        .isEqualTo(OracleFold.row(List.of(CREATED)).orElseThrow());
            }
        }
    }

    @Test
    void failsWhenItsStoreCannotBeWrittenAnyMore() {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, 1, Map.of());
            Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, List.of(CREATED));
            ViewConfig config = Views.config("vanished", folder.resolve("state"), kafka.bootstrapServers());
            try (StreamsView view = StreamsView.start(config)) {
                Views.awaitCaughtUp(view);
                delete(config.stateDir());
                Publisher.BY_JOB.publish(kafka.bootstrapServers(), EVENTS, manyLarge());
                Views.awaitState(view, ViewStatus.State.FAILED);
                assertThat(view.status().detail())
                        .startsWith("the view stopped: the store cannot ")
                        .hasLineCount(1);
                assertThat(view.page(new PageRequest("w", JobFilter.ALL, 10, null)))
                        .isInstanceOf(ReadResult.NotReady.class);
            }
        }
    }

    /** More than the memtables hold, so that RocksDB has to write files. */
    private static List<JobEvent> manyLarge() {
        return IntStream.range(0, 12_000)
                .mapToObj(i -> event(EventType.CREATED, "2026-01-01T00:00:00Z")
                        .job("w", "job-" + i)
                        .container("c".repeat(1024))
                        .build())
                .toList();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RocksDB finds its files by the name in CURRENT. */
    private static void damage(Path stateDir) {
        try (Stream<Path> files = Files.walk(stateDir)) {
            List<Path> current = files.filter(file -> file.endsWith("CURRENT")).toList();
            assertThat(current).isNotEmpty();
            for (Path file : current) {
                Files.writeString(file, "MANIFEST-999999\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.jobview.view;

import static io.jobview.fold.EventBuilder.event;
import static io.jobview.view.Views.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.JobFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Listing a workflow page by page while it changes: no job comes twice, and none is missed that was there all the time. Jobs
 * that are created meanwhile or whose creation time moves may be in the listing or not.
 */
class PageStabilityTest {

    private static final long SEED = 42;
    private static final int OLD_JOBS = 200;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration READ_FOR = Duration.ofSeconds(6);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final List<EventType> CHANGES =
            List.of(EventType.STARTED, EventType.COMPLETED, EventType.FAILED, EventType.SCHEDULED);

    @TempDir
    Path folder;

    @Test
    void listsEachLastingJobOnceWhileOthersComeAndGo() {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, 2, Map.of());
            List<String> lasting =
                    IntStream.range(0, OLD_JOBS).mapToObj(i -> "old-" + i).toList();
            Publisher.BY_JOB.publish(
                    kafka.bootstrapServers(),
                    EVENTS,
                    lasting.stream().map(PageStabilityTest::created).toList());
            try (StreamsView view =
                    StreamsView.start(Views.config("stable", folder.resolve("state"), kafka.bootstrapServers()))) {
                Views.awaitCaughtUp(view);
                AtomicBoolean done = new AtomicBoolean();
                CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(kafka, lasting, done));
                long folded = view.status().folded();
                try {
                    read(view, lasting);
                } finally {
                    done.set(true);
                    writer.join();
                }
                assertThat(view.status().folded() - folded)
                        .as("changes meanwhile")
                        .isGreaterThan(100);
            }
        }
    }

    private static void read(JobView view, List<String> lasting) {
        SplittableRandom random = new SplittableRandom(SEED);
        int listings = 0;
        for (long end = System.nanoTime() + READ_FOR.toNanos(); System.nanoTime() < end; listings++) {
            List<String> ids = ids(Views.rows(view, "w", JobFilter.ALL, 1 + random.nextInt(30)));
            assertThat(ids).as("seed %d, listing %d", SEED, listings).doesNotHaveDuplicates();
            assertThat(ids).as("seed %d, listing %d", SEED, listings).containsAll(lasting);
        }
        assertThat(listings).isGreaterThan(10);
    }

    /** New jobs at the front, in the middle and at the end, deletions of them, and changes of all. */
    private static void write(LocalKafka kafka, List<String> lasting, AtomicBoolean done) {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Producer<byte[], byte[]> producer =
                Publisher.producer(Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 1))) {
            for (int i = 0; !done.get(); i++) {
                Instant now = START.plusSeconds(random.nextInt(2 * OLD_JOBS));
                JobEvent next = switch (random.nextInt(3)) {
                    case 0 -> event(EventType.CREATED, now).job("w", "new-" + i).build();
                    case 1 ->
                        event(EventType.DELETED, now)
                                .job("w", "new-" + random.nextInt(i + 1))
                                .build();
                    default ->
                        event(CHANGES.get(random.nextInt(CHANGES.size())), now.plusSeconds(3600))
                                .job("w", lasting.get(random.nextInt(OLD_JOBS)))
                                .build();
                };
                producer.send(Publisher.BY_JOB.record(EVENTS, next, 2));
                if (i % 20 == 0) {
                    producer.flush(); // or the writer would run far ahead of the view
                }
            }
        }
    }

    private static JobEvent created(String job) {
        int number = Integer.parseInt(job.substring("old-".length()));
        return event(EventType.CREATED, START.plusSeconds(number)).job("w", job).build();
    }

    private static List<String> ids(List<String> pages) {
        List<String> ids = new ArrayList<>();
        Matcher id = ID.matcher(String.join(",", pages));
        while (id.find()) {
            ids.add(id.group(1));
        }
        return ids;
    }
}

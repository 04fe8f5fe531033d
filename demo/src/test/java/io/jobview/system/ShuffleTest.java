package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.JobEvent;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.query.Totals;
import io.jobview.view.ReadResult;
import io.jobview.view.StreamsView;
import io.jobview.view.ViewConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same events in order, shuffled, and shuffled with some sent twice, give the same view to the byte. */
class ShuffleTest {

    private static final int EVENTS = 6000;
    private static final int PARTITIONS = 3;
    private static final int LIMIT = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path dir;

    @Test
    @Timeout(150)
    void orderAndRepetitionDoNotMatter() {
        long seed = Long.getLong("jobview.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        List<JobEvent> inOrder = events(seed);
        Expected expected = new Expected(inOrder);
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), 0))) {
            Served first = serve(kafka, "in-order", inOrder, random);
            assertThat(first.totals()).as("seed %d", seed).isEqualTo(expected.totals());
            assertThat(serve(kafka, "shuffled", shuffled(inOrder, random), random))
                    .as("seed %d", seed)
                    .isEqualTo(first);
            assertThat(serve(kafka, "repeated", shuffled(withEveryThirdTwice(inOrder), random), random))
                    .as("seed %d", seed)
                    .isEqualTo(first);
        }
    }

    /** A view as its readers see it: the pages of each workflow, each as its rows' bytes and where it goes on. */
    private record Served(Totals totals, Map<String, List<String>> pages) {}

    private static List<JobEvent> events(long seed) {
        RandomTraffic traffic = new RandomTraffic(seed, "unused", PARTITIONS);
        while (traffic.events().size() < EVENTS) {
            traffic.next();
        }
        return List.copyOf(traffic.events());
    }

    private Served serve(LocalKafka kafka, String topic, List<JobEvent> events, SplittableRandom random) {
        kafka.createTopic(topic, PARTITIONS, Map.of());
        publish(kafka, topic, events, random);
        try (StreamsView view = StreamsView.start(config(kafka, topic))) {
            // A fresh view folds each event once, and is read once it is known how old it is.
            await().atMost(PATIENCE)
                    .until(() -> view.status().folded() >= events.size()
                            && view.status().caughtUp());
            Map<String, List<String>> pages = new TreeMap<>();
            events.stream()
                    .map(JobEvent::workflowId)
                    .distinct()
                    .forEach(workflow -> pages.put(workflow, pages(view, workflow)));
            assertThat(view.status().folded()).isEqualTo(events.size());
            return new Served(view.totals(), pages);
        }
    }

    private static List<String> pages(StreamsView view, String workflow) {
        List<String> pages = new ArrayList<>();
        @Nullable RowPosition place = null;
        do {
            ReadResult<JobPage> result = view.page(new PageRequest(workflow, JobFilter.ALL, LIMIT, place));
            assertThat(result).isInstanceOf(ReadResult.Served.class);
            JobPage page = ((ReadResult.Served<JobPage>) result).value();
            place = page.next();
            pages.add(new String(page.rows(), StandardCharsets.UTF_8) + " then " + place);
        } while (place != null);
        return pages;
    }

    /** Half of them by their workflow, the others anywhere. */
    private static void publish(LocalKafka kafka, String topic, List<JobEvent> events, SplittableRandom random) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (JobEvent event : events) {
                byte[] key = event.workflowId().getBytes(StandardCharsets.UTF_8);
                @Nullable Integer partition = random.nextBoolean() ? null : Integer.valueOf(random.nextInt(PARTITIONS));
                producer.send(new ProducerRecord<>(topic, partition, key, EventText.of(event)));
            }
        }
    }

    private static List<JobEvent> shuffled(List<JobEvent> events, SplittableRandom random) {
        List<JobEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled;
    }

    private static List<JobEvent> withEveryThirdTwice(List<JobEvent> events) {
        List<JobEvent> more = new ArrayList<>(events);
        for (int i = 0; i < events.size(); i += 3) {
            more.add(events.get(i));
        }
        return more;
    }

    private ViewConfig config(LocalKafka kafka, String name) {
        return new ViewConfig(
                name,
                name,
                dir.resolve(name),
                URI.create("http://127.0.0.1:1"),
                0,
                1,
                256L << 20,
                Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}

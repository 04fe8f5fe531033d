package io.jobview.bench.textbook;

import io.jobview.bench.history.GeneratedJob;
import io.jobview.bench.history.History;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The fold the textbook way: {@code groupBy(job).aggregate(...)} with serdes of Jackson and the settings of Kafka Streams as
 * they are, its cache among them. Events are keyed by workflow, so grouping them by job repartitions them.
 */
public final class TextbookFold {

    private static final String STORE = "jobs";
    private static final long LOOK_MILLIS = 2;
    private static final double LEAST_PER_SECOND = 500;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int CHECKED_JOBS = 100;

    private TextbookFold() {}

    /**
     * Events per second, from the first that was folded to the last.
     *
     * @param state an empty folder
     */
    public static double eventsPerSecond(History history, String bootstrapServers, Path state)
            throws InterruptedException {
        LongAdder folded = new LongAdder();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(history.topic(), Consumed.with(Serdes.String(), Json.serde(Event.class)))
                .groupBy(
                        (key, event) -> key(event.workflowId(), event.jobId()),
                        Grouped.with("by-job", Serdes.String(), Json.serde(Event.class)))
                .aggregate(
                        () -> Job.NONE,
                        (key, event, job) -> {
                            folded.increment();
                            return job.with(event);
                        },
                        Materialized.<String, Job>as(Stores.persistentKeyValueStore(STORE))
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Json.serde(Job.class)));
        try (KafkaStreams streams = new KafkaStreams(builder.build(), settings(bootstrapServers, state))) {
            streams.start();
            await(folded, 1, START_NANOS);
            long first = folded.sum();
            long startNanos = System.nanoTime();
            await(folded, history.events(), START_NANOS + (long) (history.events() / LEAST_PER_SECOND * 1e9));
            double rate = (history.events() - first) * 1e9 / (System.nanoTime() - startNanos);
            check(history, streams);
            return rate;
        }
    }

    private static Properties settings(String bootstrapServers, Path state) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "textbook-" + UUID.randomUUID(),
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                StreamsConfig.STATE_DIR_CONFIG,
                state.toString(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"));
        return settings;
    }

    private static void await(LongAdder folded, long events, long mostNanos) throws InterruptedException {
        long start = System.nanoTime();
        while (folded.sum() < events) {
            if (System.nanoTime() - start > mostNanos) {
                throw new IllegalStateException("the textbook's fold stands at " + folded.sum());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static void check(History history, KafkaStreams streams) {
        ReadOnlyKeyValueStore<String, Job> jobs =
                streams.store(StoreQueryParameters.fromNameAndType(STORE, QueryableStoreTypes.keyValueStore()));
        for (long number = 0; number < Math.min(CHECKED_JOBS, history.jobs()); number++) {
            GeneratedJob generated = history.job(number);
            Job expected = generated.events().stream()
                    .map(event -> Json.read(event, Event.class))
                    .reduce(Job.NONE, Job::with, (before, after) -> after);
            Job job = jobs.get(key(generated.workflowId(), generated.jobId()));
            if (!Objects.equals(job, expected)) {
                throw new IllegalStateException("the textbook's fold made " + job + " instead of " + expected);
            }
        }
    }

    private static String key(String workflowId, String jobId) {
        return workflowId + "/" + jobId;
    }
}

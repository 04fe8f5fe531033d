package io.jobview.bench.textbook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** Restores a stock persistent store from the very changelog of a view, by taking the view's name while it does not run. */
public final class StockRestore {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private StockRestore() {}

    /** @param seconds from the start to ready */
    public record Result(long records, double seconds) {}

    private static final class Ignore extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> event) {
            throw new IllegalStateException("there is nothing to process");
        }
    }

    /**
     * Runs it once.
     *
     * @param events an empty topic
     * @param store its name, which is part of the changelog's
     * @param state an empty folder
     */
    public static Result run(String applicationId, String events, String store, String bootstrapServers, Path state)
            throws InterruptedException {
        Topology topology = new Topology()
                .addSource("events", new ByteArrayDeserializer(), new ByteArrayDeserializer(), events)
                .addProcessor("ignore", Ignore::new, "events")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(store), Serdes.ByteArray(), Serdes.ByteArray())
                                .withLoggingEnabled(Map.of()),
                        "ignore");
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                applicationId,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                StreamsConfig.STATE_DIR_CONFIG,
                state.toString()));
        Restored restored = new Restored();
        CountDownLatch running = new CountDownLatch(1);
        KafkaStreams streams = new KafkaStreams(topology, settings);
        try {
            streams.setGlobalStateRestoreListener(restored);
            streams.setStateListener((now, before) -> {
                if (now == KafkaStreams.State.RUNNING) {
                    running.countDown();
                }
            });
            long start = System.nanoTime();
            streams.start();
            if (!running.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the stock store is not restored");
            }
            return new Result(restored.records.sum(), (System.nanoTime() - start) / 1e9);
        } finally {
            // The view that takes its name back would else wait for its session to end.
            streams.close(CloseOptions.timeout(CLOSE_WITHIN)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    private static final class Restored implements StateRestoreListener {

        private final LongAdder records = new LongAdder();

        @Override
        public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
            // Counted at the end.
        }

        @Override
        public void onBatchRestored(TopicPartition changelog, String store, long batchEnd, long count) {
            // Counted at the end.
        }

        @Override
        public void onRestoreEnd(TopicPartition changelog, String store, long total) {
            records.add(total);
        }
    }
}

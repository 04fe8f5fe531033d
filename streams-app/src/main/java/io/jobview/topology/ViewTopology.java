package io.jobview.topology;

import io.jobview.store.JobStoreSupplier;
import io.jobview.store.LocalStores;
import io.jobview.store.StoreMemory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of a view: one sub-topology, so that task p reads partition p of both input topics and owns store p.
 *
 * <pre>
 * events ----> decode --+--> fold --> jobs (store) --> changelog
 *                |      |
 *                |      +--> to-rerouted --> rerouted --> receive --> fold
 *                +---------> to-dead-letters
 * </pre>
 */
public final class ViewTopology {

    /** The store's name, part of the changelog's. */
    public static final String STORE = "jobs";

    static final String FOLD = "fold";
    static final String TO_REROUTED = "to-rerouted";
    static final String TO_DEAD_LETTERS = "to-dead-letters";

    private static final String EVENTS = "events";
    private static final String REROUTED = "rerouted";
    private static final String DECODE = "decode";
    private static final String RECEIVE = "receive";

    /** Small segments and an eager cleaner: a restore reads little more than one record for each job. */
    public static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(64 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.2");

    private ViewTopology() {}

    public static Topology build(
            ViewTopics topics,
            HomePartition home,
            StoreMemory memory,
            LocalStores locals,
            InputOffsets offsets,
            ConsumedOffsets consumed,
            ViewCounters counters) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        ByteArraySerializer raw = new ByteArraySerializer();
        TimestampExtractor timestamps = timestamps();
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), EVENTS, timestamps, bytes, bytes, topics.events())
                .addSource(AutoOffsetReset.earliest(), REROUTED, timestamps, bytes, bytes, topics.rerouted())
                .addProcessor(DECODE, () -> new EventIntake(topics.events(), home, offsets, consumed, counters), EVENTS)
                .addProcessor(
                        RECEIVE,
                        () -> new ReroutedIntake(topics.rerouted(), home, offsets, consumed, counters),
                        REROUTED)
                .addProcessor(FOLD, () -> new FoldProcessor(locals, offsets, consumed, counters), DECODE, RECEIVE)
                .addStateStore(
                        new HeldStatesBuilder(store(memory, locals), consumed, locals, new Checkpoints(topics, locals)),
                        FOLD)
                .addSink(
                        TO_REROUTED,
                        topics.rerouted(),
                        raw,
                        raw,
                        (String topic, byte[] workflowId, byte[] value, int partitions) ->
                                Optional.of(Set.of(home.of(workflowId))),
                        DECODE)
                .addSink(TO_DEAD_LETTERS, topics.deadLetters(), raw, raw, DECODE, RECEIVE);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(StoreMemory memory, LocalStores locals) {
        return Stores.keyValueStoreBuilder(
                        new JobStoreSupplier(STORE, memory, locals), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG);
    }

    /**
     * Times of records mean nothing to the fold, so none may stop the view: Streams' default refuses a negative one, and a
     * topic one that is an hour ahead (message.timestamp.after.max.ms), which the record then could not be passed on to.
     */
    private static TimestampExtractor timestamps() {
        AtomicLong past = new AtomicLong(); // spares most records a look at the clock
        return (record, partitionTime) -> {
            long timestamp = Math.max(0, record.timestamp());
            if (timestamp > past.getPlain()) {
                past.setPlain(System.currentTimeMillis());
            }
            return Math.min(timestamp, past.getPlain());
        };
    }
}

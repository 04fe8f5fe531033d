package io.jobview.view;

import io.jobview.topology.ConsumedOffsets;
import io.jobview.topology.FetchWatch;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** The Kafka settings of a view, each beside its reason. What the user sets wins, except where another value is wrong. */
final class StreamsSettings {

    private static final String READ_COMMITTED =
            IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT);

    private static final String INTERCEPTORS =
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);

    private StreamsSettings() {}

    static Properties of(ViewConfig config, String instanceId, ConsumedOffsets consumed) {
        Map<String, Object> settings = new HashMap<>(defaults());
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
        settings.putAll(config.kafka());
        settings.putAll(required(config));
        settings.put(INTERCEPTORS, withFetchWatch(settings));
        settings.put(StreamsConfig.mainConsumerPrefix(FetchWatch.CONSUMED_CONFIG), consumed);
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** The user's own are called first, wherever they were set: ours only looks. */
    private static String withFetchWatch(Map<String, Object> settings) {
        String ours = FetchWatch.class.getName();
        return Stream.of(
                        INTERCEPTORS,
                        StreamsConfig.consumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                        ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG)
                .map(settings::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(theirs -> theirs + "," + ours)
                .orElse(ours);
    }

    private static Map<String, Object> defaults() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
        // Readers do not wait for the changelog, and each batch costs a buffer of 64 KiB and a request; a commit sends
        // at once.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 50);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // A dead instance is noticed in under ten seconds.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_500);
        // A partition that the events topic gets is read that soon. The watch over the topics has made room for it by
        // then.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        // A new instance first loads its copies, some at a time, and is asked every minute whether it is ready to take
        // over
        // (KIP-441).
        settings.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, 4);
        settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L);
        settings.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 10_000L);
        // How soon a killed process resumes near to where it was, and how fresh standbys are.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1000);
        // Kafka may be away for hours: reads go on meanwhile, so neither a send nor a task may give up and close its
        // store.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), Integer.MAX_VALUE);
        // Weeks, and no more: Streams adds the present to it, and a sum that overflows is a deadline long gone.
        settings.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, (long) Integer.MAX_VALUE);
        settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put("processing.exception.handler.global.enabled", true); // else it warns; deprecated since born
        return settings;
    }

    private static Map<String, Object> required(ViewConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, Endpoint.text(Endpoint.of(config.advertised())));
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
        // The fold makes repetition harmless, so no transactions: a crash keeps the store.
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        // The fold needs no order, so a task never waits for one input to have what is older than the other's.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // What a publisher's transaction has not committed, or has aborted, did not happen.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), READ_COMMITTED);
        // The one that goes on would also skip a record over a broken store.
        settings.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        // The streams protocol routes wrongly in 4.3.1 (KAFKA-20782).
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // A cache would hide writes from readers and from standbys.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return settings;
    }
}

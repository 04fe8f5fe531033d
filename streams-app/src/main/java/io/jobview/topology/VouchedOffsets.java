package io.jobview.topology;

import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.store.StoreHistory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins where both the group has committed and the store is sure to hold all before. A changelog may have lost what was committed; the fold is a
 * join, so to begin earlier is always right. For stream threads.
 */
public final class VouchedOffsets implements InputOffsets {

    private static final Logger LOG = LoggerFactory.getLogger(VouchedOffsets.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final ViewTopics topics;
    private final StreamsClients clients;
    private final LocalStores locals;

    public VouchedOffsets(ViewTopics topics, StreamsClients clients, LocalStores locals) {
        this.topics = topics;
        this.clients = clients;
        this.locals = locals;
    }

    /** @throws org.apache.kafka.common.errors.TimeoutException if Kafka does not answer: Streams tries again */
    @Override
    public long start(TopicPartition input) {
        StoreHistory history = locals.find(input.partition())
                .map(OpenStore::history)
                .orElseThrow(() -> new IllegalStateException("there is no store for " + input));
        long vouched = input.topic().equals(topics.events()) ? history.events() : history.rerouted();
        Consumer<byte[], byte[]> consumer = clients.ofThisThread();
        long position = vouched == 0 ? committed(consumer, input) : consumer.position(input, ANSWER_WITHIN);
        if (vouched >= position && vouched > 0) {
            return position;
        }
        consumer.seek(input, vouched);
        if (position > vouched) {
            LOG.warn(
                    "the changelog does not vouch for {} from {} to {}: these are read again",
                    input,
                    vouched,
                    position - 1);
            passed(input, vouched); // others must not believe that the task is further
        }
        return vouched;
    }

    @Override
    public void passed(TopicPartition input, long offset) {
        // What fails is said again with the next offset; until then the input looks less read than it is.
        clients.ofThisThread().commitAsync(Map.of(input, new OffsetAndMetadata(offset)), null);
    }

    /** 0 where nothing is. */
    private static long committed(Consumer<byte[], byte[]> consumer, TopicPartition input) {
        OffsetAndMetadata committed =
                consumer.committed(Set.of(input), ANSWER_WITHIN).get(input);
        return committed == null ? 0 : committed.offset();
    }
}

package io.jobview.topology;

import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.store.StoreHistory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins where both the group has committed and the store is sure to hold all before. A changelog may have lost what
 * was committed; the fold is a join, so to begin earlier is always right. For stream threads.
 */
public final class VouchedOffsets implements InputOffsets {

    private static final Logger LOG = LoggerFactory.getLogger(VouchedOffsets.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final ViewTopics topics;
    private final Supplier<Consumer<byte[], byte[]>> ofThisThread;
    private final BooleanSupplier goesOn;
    private final LocalStores locals;

    public VouchedOffsets(ViewTopics topics, StreamsClients clients, LocalStores locals) {
        this(topics, clients::ofThisThread, clients::areOpen, locals);
    }

    /** @param goesOn whether it is worth while to ask Kafka again */
    VouchedOffsets(
            ViewTopics topics,
            Supplier<Consumer<byte[], byte[]>> ofThisThread,
            BooleanSupplier goesOn,
            LocalStores locals) {
        this.topics = topics;
        this.ofThisThread = ofThisThread;
        this.goesOn = goesOn;
        this.locals = locals;
    }

    /**
     * Asks until Kafka answers: Streams takes a failure of a task's beginning for the end of its thread, and Kafka may
     * be away for hours.
     *
     * @throws TimeoutException if the view is closed meanwhile
     */
    @Override
    public long start(TopicPartition input) {
        while (true) {
            try {
                return startNow(input);
            } catch (TimeoutException e) {
                if (!goesOn.getAsBoolean()) {
                    throw e;
                }
                LOG.warn("Kafka does not say where {} is read from; it is asked again", input);
            }
        }
    }

    private long startNow(TopicPartition input) {
        StoreHistory history = locals.find(input.partition())
                .map(OpenStore::history)
                .orElseThrow(() -> new IllegalStateException("there is no store for " + input));
        boolean events = input.topic().equals(topics.events());
        long vouched = events ? history.events() : history.rerouted();
        Consumer<byte[], byte[]> consumer = ofThisThread.get();
        Long reached = vouched == 0 ? committed(consumer, input) : position(consumer, input);
        if (reached == null && vouched > 0) {
            return startUncommitted(consumer, input, events, vouched);
        }
        long position = reached == null ? 0 : reached;
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
        ofThisThread.get().commitAsync(Map.of(input, new OffsetAndMetadata(offset)), null);
    }

    /**
     * The group has committed nothing: it has forgotten, or who was here before wrote to the changelog and got no
     * further. Events from before may not have been passed on then; what others had passed on to here is folded as far
     * as the changelog says.
     */
    private static long startUncommitted(
            Consumer<byte[], byte[]> consumer, TopicPartition input, boolean events, long vouched) {
        long begin = consumer.beginningOffsets(Set.of(input), ANSWER_WITHIN).getOrDefault(input, 0L);
        long start = events || vouched == Long.MAX_VALUE ? Math.min(begin, vouched) : vouched;
        consumer.seek(input, start);
        return start;
    }

    /** Null where nothing is committed and Streams has not said yet where such an input begins. */
    private static @Nullable Long position(Consumer<byte[], byte[]> consumer, TopicPartition input) {
        try {
            return consumer.position(input, ANSWER_WITHIN);
        } catch (InvalidOffsetException e) { // perhaps another input of the thread is meant
            return committed(consumer, input);
        }
    }

    /** Null where nothing is. */
    private static @Nullable Long committed(Consumer<byte[], byte[]> consumer, TopicPartition input) {
        OffsetAndMetadata committed =
                consumer.committed(Set.of(input), ANSWER_WITHIN).get(input);
        return committed == null ? null : committed.offset();
    }
}

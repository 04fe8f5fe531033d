package io.jobview.topology;

import io.jobview.event.Decoded;
import io.jobview.event.EventDecoder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both input topics have in common: decode the record, count it as consumed, and send what is no event to the
 * dead-letter topic. Used by one stream thread.
 */
abstract class Intake extends ContextualProcessor<byte[], byte[], byte[], Object> {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String topic;
    private final InputOffsets offsets;
    private final EventDecoder decoder = new EventDecoder();
    private final ConsumedOffsets consumed;
    final ViewCounters counters;

    private @Nullable InputTenure progress; // null before init, and where the topic has no such partition

    private long lastLogged = System.nanoTime() - LOG_EVERY_NANOS;

    Intake(String topic, InputOffsets offsets, ConsumedOffsets consumed, ViewCounters counters) {
        this.topic = topic;
        this.offsets = offsets;
        this.consumed = consumed;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        super.init(context);
        TopicPartition input = new TopicPartition(topic, context.taskId().partition());
        if (exists(input.partition())) {
            long start = offsets.start(input);
            progress = consumed.begin(input, start);
            begin(consumed.task(input.partition()), start);
        }
    }

    /** Whether the topic has this partition: it may have fewer than there are tasks. */
    boolean exists(int partition) {
        return true;
    }

    /** The task begins to read at this offset of the topic. */
    void begin(TaskInput task, long start) {
        // nothing more
    }

    final InputTenure progress() {
        return Objects.requireNonNull(progress); // there is a record
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata source = context().recordMetadata().orElseThrow();
        Decoded decoded = decoder.decode(record.value());
        if (decoded instanceof Decoded.Valid valid) {
            accept(record, source, valid);
        } else if (decoded instanceof Decoded.Rejected rejected) {
            reject(record, source, rejected);
        }
        progress().consumed(source.offset());
    }

    /** Takes an event whose bytes keep the contract. */
    abstract void accept(Record<byte[], byte[]> record, RecordMetadata source, Decoded.Valid valid);

    final void reject(Record<byte[], byte[]> record, RecordMetadata source, Decoded.Rejected rejected) {
        context().forward(DeadLetter.of(record, source, rejected), ViewTopology.TO_DEAD_LETTERS);
        counters.countRejected(); // once it is on its way: what cannot be sent comes again
        if (System.nanoTime() - lastLogged >= LOG_EVERY_NANOS) {
            lastLogged = System.nanoTime();
            LOG.warn(
                    "rejected {}-{}@{}: {} ({} rejected since start)",
                    source.topic(),
                    source.partition(),
                    source.offset(),
                    rejected.reason(),
                    counters.rejected());
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            consumed.end(progress);
        }
    }
}

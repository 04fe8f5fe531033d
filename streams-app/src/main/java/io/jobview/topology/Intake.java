package io.jobview.topology;

import io.jobview.event.Decoded;
import io.jobview.event.EventDecoder;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
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
    private final EventDecoder decoder = new EventDecoder();
    private final ConsumedOffsets consumed;
    final ViewCounters counters;

    @SuppressWarnings("NullAway.Init") // Streams calls init first
    private ConsumedOffsets.Cell progress;

    private long lastLogged = System.nanoTime() - LOG_EVERY_NANOS;

    Intake(String topic, ConsumedOffsets consumed, ViewCounters counters) {
        this.topic = topic;
        this.consumed = consumed;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        super.init(context);
        progress = consumed.begin(new TopicPartition(topic, context.taskId().partition()));
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
        progress.consumed(source.offset(), record.timestamp());
    }

    /** Takes an event whose bytes keep the contract. */
    abstract void accept(Record<byte[], byte[]> record, RecordMetadata source, Decoded.Valid valid);

    final void reject(Record<byte[], byte[]> record, RecordMetadata source, Decoded.Rejected rejected) {
        context().forward(DeadLetter.of(record, source, rejected), ViewTopology.TO_DEAD_LETTERS);
        counters.countRejected();
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
}

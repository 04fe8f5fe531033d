package io.jobview.topology;

import io.jobview.event.Decoded;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes events that another task passed on. They are folded here or nowhere: none is passed on twice. */
final class ReroutedIntake extends Intake {

    private final HomePartition home;

    ReroutedIntake(
            String topic, HomePartition home, InputOffsets offsets, ConsumedOffsets consumed, ViewCounters counters) {
        super(topic, offsets, consumed, counters);
        this.home = home;
    }

    @Override
    boolean exists(int partition) {
        return partition < home.partitions();
    }

    @Override
    void accept(Record<byte[], byte[]> record, RecordMetadata source, Decoded.Valid valid) {
        Origin origin = Origin.of(record.headers());
        if (origin == null) {
            reject(record, source, new Decoded.Rejected("", "header " + Origin.HEADER + ": missing or not readable"));
        } else if (home.of(valid.event().workflowId()) != source.partition()) {
            reject(record, source, new Decoded.Rejected("workflow_id", "workflow_id: its home is not this partition"));
        } else {
            progress().arrived(origin);
            context().forward(record.withValue(new OriginatedEvent(valid.event(), origin)), ViewTopology.FOLD);
        }
    }
}

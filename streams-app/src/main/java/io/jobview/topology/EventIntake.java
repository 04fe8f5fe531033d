package io.jobview.topology;

import io.jobview.event.Decoded;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes records as publishers wrote them. An event in its home partition is folded in place, any other is passed on. */
final class EventIntake extends Intake {

    private final HomePartition home;

    EventIntake(String topic, HomePartition home, ConsumedOffsets consumed, ViewCounters counters) {
        super(topic, consumed, counters);
        this.home = home;
    }

    @Override
    void accept(Record<byte[], byte[]> record, RecordMetadata source, Decoded.Valid valid) {
        Origin origin = new Origin(source.partition(), source.offset());
        byte[] workflowId = valid.event().workflowId().getBytes(StandardCharsets.UTF_8);
        if (home.of(workflowId) == source.partition()) {
            context().forward(record.withValue(new OriginatedEvent(valid.event(), origin)), ViewTopology.FOLD);
        } else {
            // Without the publisher's own: beside headers that fill a record the origin would not fit into a request.
            Headers headers = new RecordHeaders().add(Origin.HEADER, origin.toBytes());
            context().forward(record.withKey(workflowId).withHeaders(headers), ViewTopology.TO_REROUTED);
            counters.countRerouted();
        }
    }
}

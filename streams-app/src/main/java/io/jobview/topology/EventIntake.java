package io.jobview.topology;

import io.jobview.event.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes records as publishers wrote them. An event in its home partition is folded in place, any other is passed on. */
final class EventIntake extends Intake {

    private final HomePartition home;
    private final long[] passedOn; // by home, the last event that went there

    @SuppressWarnings("NullAway.Init") // Streams calls init first
    private TaskInput task;

    EventIntake(
            String topic, HomePartition home, InputOffsets offsets, ConsumedOffsets consumed, ViewCounters counters) {
        super(topic, offsets, consumed, counters);
        this.home = home;
        passedOn = new long[home.partitions()];
    }

    @Override
    void begin(TaskInput task, long start) {
        this.task = task;
        Arrays.fill(passedOn, Origin.first(start));
    }

    @Override
    void accept(Record<byte[], byte[]> record, RecordMetadata source, Decoded.Valid valid) {
        byte[] workflowId = valid.event().workflowId().getBytes(StandardCharsets.UTF_8);
        int to = home.of(workflowId);
        if (to == source.partition()) {
            Origin origin = new Origin(source.partition(), source.offset());
            context().forward(record.withValue(new OriginatedEvent(valid.event(), origin)), ViewTopology.FOLD);
        } else {
            // Without the publisher's own: beside headers that fill a record the origin would not fit into a request.
            Origin origin = new Origin(source.partition(), source.offset(), passedOn[to]);
            passedOn[to] = source.offset();
            task.passOn(); // first: no checkpoint may be without it
            Headers headers = new RecordHeaders().add(Origin.HEADER, origin.toBytes());
            context().forward(record.withKey(workflowId).withHeaders(headers), ViewTopology.TO_REROUTED);
            counters.countRerouted();
        }
    }
}

package io.jobview.system;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.RandomHistory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Events of one topic as they were acknowledged, from which follows what a view of it must serve. For one thread. */
final class PublishedEvents {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int WORKFLOWS = 12;
    private static final int JOBS = 10;

    private final String bootstrap;
    private final String topic;
    private final RandomHistory random;
    private final List<JobEvent> events = new ArrayList<>();
    private long lastNanos;

    PublishedEvents(String bootstrap, String topic) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        random = new RandomHistory(topic.hashCode(), WORKFLOWS, JOBS);
    }

    /** As many random ones, keyed by their workflows. */
    List<RecordMetadata> publish(int count) throws ExecutionException, InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record(next(), null));
        }
        return send(records);
    }

    /** The same by a publisher that takes one partition after another. */
    List<RecordMetadata> publishMisplaced(int count, int partitions) throws ExecutionException, InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record(next(), i % partitions));
        }
        return send(records);
    }

    private JobEvent next() {
        JobEvent event = random.next();
        events.add(event);
        return event;
    }

    /** A job of this workflow, younger than those of lower numbers. */
    static JobEvent job(String workflowId, int number) {
        return EventBuilder.event(EventType.CREATED, TIME.plusSeconds(number))
                .job(workflowId, "job-" + number)
                .build();
    }

    List<RecordMetadata> publish(List<JobEvent> more) throws ExecutionException, InterruptedException {
        events.addAll(more);
        return send(more.stream().map(event -> record(event, null)).toList());
    }

    /** @param partition null: where its key belongs */
    ProducerRecord<byte[], byte[]> record(JobEvent event, @Nullable Integer partition) {
        byte[] key = event.workflowId().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, partition, key, EventText.of(event));
    }

    /** Returns once all are acknowledged. They do not count as events. */
    List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records)
            throws ExecutionException, InterruptedException {
        List<RecordMetadata> acknowledged = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> each : sent) {
                acknowledged.add(each.get());
            }
        }
        lastNanos = System.nanoTime();
        return acknowledged;
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrap);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What a reader asks with for answers that have it. */
    static String token(RecordMetadata acknowledged) {
        return acknowledged.partition() + "@" + acknowledged.offset();
    }

    /** All that count, in the order of their publication; may be changed. */
    List<JobEvent> all() {
        return events;
    }

    /** When the last acknowledgement had come. */
    long lastNanos() {
        return lastNanos;
    }

    Expected expected() {
        return new Expected(events);
    }
}

package io.jobview.system;

import io.jobview.event.JobEvent;
import io.jobview.fold.RandomHistory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Endless random events as many publishers would send them: histories that begin, overlap and end, events that come again
 * much later, every way to choose key and partition, and now and then what is no event. Not thread-safe.
 */
final class RandomTraffic {

    private static final int HISTORIES = 30;
    private static final int JOBS = 8;
    private static final int LONGEST_ID = 255;

    private final SplittableRandom random;
    private final String topic;
    private final int partitions;
    private final List<Prefixed> histories = new ArrayList<>();
    private final List<JobEvent> events = new ArrayList<>();
    private int begun;

    /** A history whose workflows are its own, as far as their ids have room for that. */
    private record Prefixed(String prefix, RandomHistory history) {

        JobEvent next() {
            JobEvent event = history.next();
            String own = prefix + event.workflowId();
            boolean fits = own.getBytes(StandardCharsets.UTF_8).length <= LONGEST_ID;
            return fits ? withWorkflow(event, own) : event;
        }

        private static JobEvent withWorkflow(JobEvent event, String workflowId) {
            return new JobEvent(
                    event.type(),
                    workflowId,
                    event.jobId(),
                    event.occurredAt(),
                    event.attempt(),
                    event.trigger(),
                    event.containerId(),
                    event.scheduledAt(),
                    event.startedAt(),
                    event.completedAt(),
                    event.createdAt());
        }
    }

    RandomTraffic(long seed, String topic, int partitions) {
        this.random = new SplittableRandom(seed);
        this.topic = topic;
        this.partitions = partitions;
        for (int i = 0; i < HISTORIES; i++) {
            histories.add(begin());
        }
    }

    private Prefixed begin() {
        return new Prefixed("h" + begun++ + "/", new RandomHistory(random.nextLong(), 1 + random.nextInt(3), JOBS));
    }

    /** All valid events so far, repeated ones as often as they were sent. */
    List<JobEvent> events() {
        return events;
    }

    /** One more record; its event, if it is one, is then among {@link #events}. */
    ProducerRecord<byte[], byte[]> next() {
        if (random.nextInt(1000) == 0) {
            return new ProducerRecord<>(topic, key("w"), utf8("{\"type\":\"job.created\",\"workflow_id\":\"w\"}"));
        }
        JobEvent event = event();
        events.add(event);
        byte[] value = EventText.of(event);
        return switch (random.nextInt(8)) {
            case 0 -> new ProducerRecord<>(topic, null, value);
            case 1 -> new ProducerRecord<>(topic, utf8(event.jobId()), value);
            case 2 -> new ProducerRecord<>(topic, random.nextInt(partitions), key(event.workflowId()), value);
            default -> new ProducerRecord<>(topic, utf8(event.workflowId()), value);
        };
    }

    private JobEvent event() {
        if (!events.isEmpty() && random.nextInt(20) == 0) {
            return events.get(random.nextInt(events.size()));
        }
        int which = random.nextInt(HISTORIES);
        if (random.nextInt(1000) == 0) {
            histories.set(which, begin());
        }
        return histories.get(which).next();
    }

    private byte @Nullable [] key(String workflowId) {
        return random.nextBoolean() ? utf8(workflowId) : null;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

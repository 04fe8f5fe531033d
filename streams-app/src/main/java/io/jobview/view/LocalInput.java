package io.jobview.view;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/** The input partitions of the tasks that run here, and how far they are committed. Readable from any thread. */
final class LocalInput {

    private static final long ANSWER_SECONDS = 5;

    private final KafkaStreams streams;
    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, Long> resumed = new ConcurrentHashMap<>();

    LocalInput(KafkaStreams streams, Admin admin, String group) {
        this.streams = streams;
        this.admin = admin;
        this.group = group;
    }

    /** Committed offset by local input partition; 0 where none is known. */
    Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            for (ThreadMetadata stream : streams.metadataForLocalThreads()) {
                for (TaskMetadata task : stream.activeTasks()) {
                    for (TopicPartition input : task.topicPartitions()) {
                        long known = Math.max(0, task.committedOffsets().getOrDefault(input, 0L));
                        committed.put(input, Math.max(known, resumed.getOrDefault(input, 0L)));
                    }
                }
            }
        } catch (IllegalStateException e) {
            return Map.of(); // the streams do not run, so nothing is local
        }
        return committed;
    }

    /**
     * Asks the broker for what it has committed, when a local partition's is not known: a task tells only of commits of its
     * own, and one whose input is at rest makes none.
     */
    void resume() throws ExecutionException, TimeoutException, InterruptedException {
        if (committed().containsValue(0L)) {
            ListConsumerGroupOffsetsResult answer = admin.listConsumerGroupOffsets(group);
            answer.partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .forEach((input, offset) -> {
                        if (offset != null) {
                            resumed.merge(input, offset.offset(), Math::max);
                        }
                    });
        }
    }
}

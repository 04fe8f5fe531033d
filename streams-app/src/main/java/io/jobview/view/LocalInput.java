package io.jobview.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/** The input partitions of the tasks that run here, as Streams tells. Readable from any thread. */
final class LocalInput {

    private final KafkaStreams streams;

    LocalInput(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Whose tasks are here, ready or not. */
    Set<TopicPartition> assigned() {
        return committed().keySet();
    }

    /** What the present tasks have committed themselves, by input partition; 0 before their first commit. */
    Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            for (ThreadMetadata stream : streams.metadataForLocalThreads()) {
                for (TaskMetadata task : stream.activeTasks()) {
                    for (TopicPartition input : task.topicPartitions()) {
                        committed.put(input, Math.max(0, task.committedOffsets().getOrDefault(input, 0L)));
                    }
                }
            }
        } catch (IllegalStateException e) {
            return Map.of(); // the streams do not run, so nothing is local
        }
        return committed;
    }
}

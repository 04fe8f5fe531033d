package io.jobview.topology;

import org.apache.kafka.common.TopicPartition;

/** Where tasks begin to read. For the thread that runs the task, before its first record. */
@FunctionalInterface
public interface StartOffsets {

    /** All before it is in the store of the task; the consumer stands there. */
    long of(TopicPartition input);
}

package io.jobview.topology;

import org.apache.kafka.common.TopicPartition;

/** Where tasks begin to read, and what they pass without a record. For the thread that runs the task. */
public interface InputOffsets {

    /** Where the task begins: all before it is in its store, and the consumer stands there. Before the first record. */
    long start(TopicPartition input);

    /**
     * The task has passed everything before this offset and has met no record, only markers of transactions and what they aborted. Streams
     * commits nothing then, but others learn from commits how far this input is read.
     */
    void passed(TopicPartition input, long offset);
}

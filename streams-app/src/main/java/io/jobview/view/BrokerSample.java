package io.jobview.view;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What the broker said at one time, in this order: what the group has committed, then where the topics begin and end.
 *
 * @param committed of the inputs, before {@code asOf}
 * @param asOf a moment before the ends were asked for
 * @param begins the first offsets that are not deleted
 * @param ends the high watermarks: publishers had an acknowledgement of all before them, whatever a reader of committed
 *     records may see
 */
record BrokerSample(
        Map<TopicPartition, Long> committed,
        Moment asOf,
        Map<TopicPartition, Long> begins,
        Map<TopicPartition, Long> ends) {

    long committed(TopicPartition input) {
        return committed.getOrDefault(input, 0L);
    }

    long begin(TopicPartition partition) {
        return begins.getOrDefault(partition, 0L);
    }

    /** Whether it was asked where this partition ends. */
    boolean knows(TopicPartition partition) {
        return ends.containsKey(partition);
    }

    /** Beyond all offsets where it was not asked for. */
    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, Long.MAX_VALUE);
    }
}

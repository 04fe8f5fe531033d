package io.jobview.topology;

import org.apache.kafka.common.TopicPartition;

/** Makes tenures for tests of what looks at them. */
public final class Tenures {

    private Tenures() {}

    /** A tenure that has come so far. */
    public static InputTenure at(TopicPartition input, long next) {
        return new ConsumedOffsets().begin(input, next);
    }
}

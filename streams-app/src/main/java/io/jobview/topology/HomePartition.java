package io.jobview.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition holds all rows of a workflow: what Kafka's Java producer chooses for a record keyed by the workflow id
 * (murmur2, design section 1).
 *
 * @param partitions the real partition count of the events topic, at least 1. Never taken from Streams' metadata, which
 *     infers a smaller count while an instance is missing (KAFKA-20886)
 */
public record HomePartition(int partitions) {

    public HomePartition {
        if (partitions < 1) {
            throw new IllegalArgumentException("a topic has at least one partition, not " + partitions);
        }
    }

    public int of(String workflowId) {
        return of(workflowId.getBytes(StandardCharsets.UTF_8));
    }

    int of(byte[] workflowId) {
        return Utils.toPositive(Utils.murmur2(workflowId)) % partitions;
    }
}

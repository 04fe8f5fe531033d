package io.jobview.view;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker for {@link BrokerSample}s. */
final class BrokerSampler {

    private static final long ANSWER_SECONDS = 5;

    /** What waits in an open transaction was acknowledged too, so it counts. */
    private static final ListOffsetsOptions HIGH_WATERMARK = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);

    private final Admin admin;
    private final String group;

    BrokerSampler(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    BrokerSample sample(Collection<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> committed = committed();
        Moment asOf = Moment.now();
        ListOffsetsResult ends = ask(partitions, OffsetSpec.latest()); // after what was committed: they stand for it
        ListOffsetsResult begins = ask(partitions, OffsetSpec.earliest());
        return new BrokerSample(committed, asOf, offsets(begins), offsets(ends));
    }

    private ListOffsetsResult ask(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return admin.listOffsets(
                partitions.stream().distinct().collect(Collectors.toMap(Function.identity(), each -> spec)),
                HIGH_WATERMARK);
    }

    private static Map<TopicPartition, Long> offsets(ListOffsetsResult answer)
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer.all().get(ANSWER_SECONDS, TimeUnit.SECONDS).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .forEach((input, offset) -> {
                    if (offset != null) {
                        committed.put(input, offset.offset());
                    }
                });
        return committed;
    }
}

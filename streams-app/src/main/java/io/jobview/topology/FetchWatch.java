package io.jobview.topology;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells {@link ConsumedOffsets} what the consumer hands to Streams, which itself does not tell a processor whether a record is
 * the last that is at hand. Kafka makes one for each consumer and calls it on the stream thread (KIP-42).
 */
public final class FetchWatch implements ConsumerInterceptor<byte[], byte[]> {

    /** The setting of the consumer under which it finds its {@link ConsumedOffsets}. */
    public static final String CONSUMED_CONFIG = "jobview.consumed.offsets";

    @SuppressWarnings("NullAway.Init") // Kafka calls configure first
    private ConsumedOffsets consumed;

    @Override
    public void configure(Map<String, ?> configs) {
        consumed = (ConsumedOffsets) Objects.requireNonNull(configs.get(CONSUMED_CONFIG));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        records.nextOffsets().forEach((input, position) -> { // also where there was nothing but what is no record
            InputTenure tenure = consumed.tenure(input);
            if (tenure != null) {
                List<ConsumerRecord<byte[], byte[]>> fetched = records.records(input);
                long last =
                        fetched.isEmpty() ? -1 : fetched.get(fetched.size() - 1).offset();
                tenure.fetched(last, position.offset());
            }
        });
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // what is committed does not matter here
    }

    @Override
    public void close() {
        // it holds nothing
    }
}

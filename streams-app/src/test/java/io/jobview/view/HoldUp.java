package io.jobview.view;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A user's interceptor that holds up the stream threads of the instances that have it, as a disk that hangs does: with
 * what they have fetched in their hands, while all other threads go on.
 */
public final class HoldUp implements ConsumerInterceptor<byte[], byte[]> {

    private static final CountDownLatch OPEN = new CountDownLatch(0);
    private static volatile CountDownLatch gate = OPEN;

    static void hold() {
        gate = new CountDownLatch(1);
    }

    static void release() {
        gate.countDown();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to set
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // only what is fetched is held
    }

    @Override
    public void close() {
        // it holds nothing of its own
    }
}

package io.jobview.topology;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes the clients of Streams, as Streams itself would, and knows which consumer a stream thread reads with: a task may have to begin before
 * what the group has committed, and Streams has no word for it. A consumer is used by its own thread only.
 */
public final class StreamsClients implements KafkaClientSupplier {

    private static final String MAIN_SUFFIX = "-consumer"; // Streams names it after its thread

    private final Map<String, Consumer<byte[], byte[]>> byThread = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /** What threads wait for in vain they need not ask for again: the view closes. Any thread. */
    public void closing() {
        closing = true;
    }

    boolean areOpen() {
        return !closing;
    }

    /**
     * The consumer of this stream thread.
     *
     * @throws IllegalStateException on any other thread
     */
    Consumer<byte[], byte[]> ofThisThread() {
        Consumer<byte[], byte[]> consumer = byThread.get(Thread.currentThread().getName());
        if (consumer == null) {
            throw new IllegalStateException("not a stream thread: " + Thread.currentThread());
        }
        return consumer;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        Properties properties = new Properties();
        properties.putAll(config);
        return Admin.create(properties);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        Consumer<byte[], byte[]> consumer = consumer(config);
        String client = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
        if (client.endsWith(MAIN_SUFFIX)) {
            byThread.put(client.substring(0, client.length() - MAIN_SUFFIX.length()), consumer);
        }
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

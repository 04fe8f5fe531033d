package io.jobview.localkafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks a running broker as any client would. Stateless, so it may be used from any thread. */
final class Topics {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String bootstrapServers;

    Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The broker counts as started only when a client sees it in its cluster. */
    void awaitCluster(Duration timeout) throws Exception {
        try (Admin admin = admin()) {
            long deadline = System.nanoTime() + timeout.toNanos();
            while (admin.describeCluster()
                    .nodes()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty()) {
                pauseUntil(deadline, "the broker does not join its cluster");
            }
        }
    }

    void create(String name, int partitions, Map<String, String> config) {
        try (Admin admin = admin()) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(config);
            createOrFind(admin, topic);
            // Creating returns before the broker itself knows of it, and Kafka Streams does not wait for its topics.
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (!isLed(admin, name)) {
                pauseUntil(deadline, "its partitions have no leader");
            }
            awaitLogs(admin, name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(name, e);
        } catch (ExecutionException e) {
            throw failed(name, Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw failed(name, e);
        }
    }

    private static void createOrFind(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            get(admin.createTopics(List.of(topic)).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static boolean isLed(Admin admin, String name)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            @Nullable
            TopicDescription topic =
                    get(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
            return topic != null
                    && topic.partitions().stream()
                            .map(partition -> partition.leader())
                            .allMatch(leader -> leader != null
                                    && leader.id() != Node.noNode().id());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * A broker names itself leader a moment before its log is there. A producer that comes in between can have its first batch
     * refused and its second taken, and then never gets rid of the first. Asked for an offset, the client waits for the log.
     */
    private static void awaitLogs(Admin admin, String name)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        TopicDescription topic =
                get(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
        for (TopicPartitionInfo partition : Objects.requireNonNull(topic).partitions()) {
            ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest());
        }
        get(admin.listOffsets(ends).all());
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void pauseUntil(long deadline, String complaint) throws InterruptedException, TimeoutException {
        if (System.nanoTime() - deadline > 0) {
            throw new TimeoutException(complaint);
        }
        Thread.sleep(PAUSE.toMillis());
    }

    private static LocalKafkaException failed(String topic, Throwable cause) {
        return new LocalKafkaException("cannot create the topic " + topic + ": " + cause.getMessage(), cause);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }
}

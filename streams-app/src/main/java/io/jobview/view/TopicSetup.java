package io.jobview.view;

import io.jobview.topology.ViewTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the view's own topics and checks that the events topic still has the partitions that the view was built for. Blocks;
 * may be repeated.
 */
final class TopicSetup {

    private static final long ANSWER_SECONDS = 5;
    private static final long LOOK_AGAIN_MILLIS = 50;

    /** Streams keeps its own repartition topics for ever and deletes what it has read; so do we. */
    private static final Map<String, String> REROUTED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1");

    private static final Map<String, String> DEAD_LETTERS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(TimeUnit.DAYS.toMillis(30)),
            // By the record's own time the letter of an event of last year would be deleted at once.
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");

    private TopicSetup() {}

    /**
     * @return the partition count of the events topic; empty while there is no such topic
     * @throws ViewFailure if the events topic has another partition count than the view was built for
     */
    static Optional<Integer> prepare(Admin admin, ViewTopics topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Integer> counts = partitionCounts(
                admin, List.of(topics.events(), topics.rerouted(), topics.deadLetters(), topics.changelog()));
        Integer events = counts.get(topics.events());
        if (events == null) {
            return Optional.empty();
        }
        for (String own : List.of(topics.rerouted(), topics.changelog())) {
            Integer built = counts.get(own);
            if (built != null && !built.equals(events)) {
                throw new ViewFailure("topic " + topics.events() + " has " + events
                        + " partitions, but this view was built with " + built + " (topic " + own
                        + "): start with a new --application-id to fold a fresh view");
            }
        }
        List<NewTopic> missing = new ArrayList<>();
        if (!counts.containsKey(topics.rerouted())) {
            missing.add(topic(topics.rerouted(), events).configs(REROUTED));
        }
        if (!counts.containsKey(topics.deadLetters())) {
            missing.add(topic(topics.deadLetters(), events).configs(DEAD_LETTERS));
        }
        create(admin, missing);
        awaitSeen(admin, missing.stream().map(NewTopic::name).toList());
        return Optional.of(events);
    }

    /** Creating returns before every broker knows of it, and Streams gives up when it does not find a topic. */
    private static void awaitSeen(Admin admin, List<String> created)
            throws ExecutionException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (partitionCounts(admin, created).size() < created.size()) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the topics are created but not there");
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()); // replication as the broker defaults it
    }

    private static Map<String, Integer> partitionCounts(Admin admin, List<String> names)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Integer> counts = new HashMap<>();
        for (var entry : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                counts.put(entry.getKey(), get(entry.getValue()).partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return counts;
    }

    private static void create(Admin admin, List<NewTopic> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                get(created);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // another instance was faster
                    throw e;
                }
            }
        }
    }

    private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}

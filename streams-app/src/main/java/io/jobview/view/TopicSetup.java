package io.jobview.view;

import io.jobview.history.History;
import io.jobview.history.TopicFacts;
import io.jobview.topology.ViewTopics;
import io.jobview.topology.ViewTopology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the view's own topics, with room for every partition of the events topic, and tells which history the topics hold. Blocks; may be
 * repeated, and is while the view runs: what is gone is made again.
 */
final class TopicSetup {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
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

    private final Admin admin;
    private final ViewTopics topics;
    private final Map<String, String> changelog = new HashMap<>(ViewTopology.CHANGELOG);
    private final Optional<Short> replication;

    /** @param kafka the user's settings, of which those for topics count here as they do in Streams */
    TopicSetup(Admin admin, ViewTopics topics, Map<String, String> kafka) {
        this.admin = admin;
        this.topics = topics;
        kafka.forEach((name, value) -> {
            if (name.startsWith(StreamsConfig.TOPIC_PREFIX)) {
                changelog.put(name.substring(StreamsConfig.TOPIC_PREFIX.length()), value);
            }
        });
        replication = Optional.ofNullable(kafka.get(StreamsConfig.REPLICATION_FACTOR_CONFIG))
                .map(Short::valueOf)
                .filter(factor -> factor > 0); // else as the broker defaults it
    }

    /**
     * @param before what was found before by this process; null the first time
     * @return what the topics are; empty while there is no events topic
     * @throws ViewFailure if they are not those of this view
     */
    Optional<TopicFacts> prepare(@Nullable TopicFacts before)
            throws ExecutionException, TimeoutException, InterruptedException {
        String cluster = get(admin.describeCluster().clusterId());
        List<String> all = List.of(topics.events(), topics.rerouted(), topics.deadLetters(), topics.changelog());
        Map<String, TopicDescription> found = describe(all);
        TopicDescription events = found.get(topics.events());
        if (events == null) {
            return Optional.empty();
        }
        int homes = homes(found.get(topics.rerouted()), before, events);
        int tasks = events.partitions().size();
        if (before != null) { // first, or what is made would belong to another history
            History known = before.history();
            refuseOther(known, history(cluster, events, known.rerouted(), known.homes()));
        }
        check(found, homes, tasks);
        if (make(found, homes, tasks, before != null)) {
            found = awaitSeen(all, tasks);
        }
        History history = history(cluster, events, id(found, topics.rerouted()), homes);
        return Optional.of(new TopicFacts(history, tasks, id(found, topics.changelog()), changelogBegins(tasks)));
    }

    /** The rerouted topic has as many partitions as there are homes, and keeps them when the events topic grows. */
    private static int homes(
            @Nullable TopicDescription rerouted, @Nullable TopicFacts before, TopicDescription events) {
        if (rerouted != null) {
            return rerouted.partitions().size();
        }
        return before != null ? before.history().homes() : events.partitions().size();
    }

    private void check(Map<String, TopicDescription> found, int homes, int tasks) {
        TopicDescription log = found.get(topics.changelog());
        int built = Math.max(homes, log == null ? 0 : log.partitions().size());
        if (built > tasks) {
            throw new ViewFailure("topic " + topics.events() + " has " + tasks
                    + " partitions, but this view was built with " + built + " (topics of view " + topics.rerouted()
                    + "): it is another topic; start with a new --application-id to fold it");
        }
    }

    private static void refuseOther(History before, History now) {
        String difference = before.difference(now);
        if (difference != null) {
            throw new ViewFailure("this view is the fold of " + difference
                    + ": start with a new --application-id to fold what is there now");
        }
    }

    private History history(String cluster, TopicDescription events, String rerouted, int homes) {
        return new History(cluster, id(events), rerouted, topics.application(), homes);
    }

    private static String id(Map<String, TopicDescription> found, String topic) {
        return id(Objects.requireNonNull(found.get(topic))); // all are there by now
    }

    private static String id(TopicDescription topic) {
        return topic.topicId().toString();
    }

    /** Returns whether anything was made. */
    private boolean make(Map<String, TopicDescription> found, int homes, int tasks, boolean again)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<NewTopic> missing = new ArrayList<>();
        if (!found.containsKey(topics.rerouted())) {
            missing.add(topic(topics.rerouted(), homes).configs(REROUTED));
        }
        if (!found.containsKey(topics.deadLetters())) {
            missing.add(topic(topics.deadLetters(), homes).configs(DEAD_LETTERS));
        }
        TopicDescription log = found.get(topics.changelog());
        if (log == null) {
            missing.add(topic(topics.changelog(), tasks).configs(changelog));
        } else if (log.partitions().size() < tasks) {
            grow(log.partitions().size(), tasks);
        }
        if (again) {
            missing.forEach(topic -> LOG.warn("topic {} is gone and is made again", topic.name()));
        }
        create(missing);
        return !missing.isEmpty() || (log != null && log.partitions().size() < tasks);
    }

    private void grow(int from, int to) throws ExecutionException, TimeoutException, InterruptedException {
        LOG.warn(
                "topic {} has grown from {} to {} partitions: what is in the new ones is passed on to the homes",
                topics.events(),
                from,
                to);
        try {
            get(admin.createPartitions(Map.of(topics.changelog(), NewPartitions.increaseTo(to)))
                    .all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof InvalidPartitionsException)) { // another instance was faster
                throw e;
            }
        }
    }

    /** Creating returns before every broker knows of it, and Streams gives up when it does not find a topic. */
    private Map<String, TopicDescription> awaitSeen(List<String> names, int tasks)
            throws ExecutionException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (true) {
            Map<String, TopicDescription> found = describe(names);
            TopicDescription log = found.get(topics.changelog());
            if (found.size() == names.size() && log != null && log.partitions().size() >= tasks) {
                return found;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the topics are created but not there");
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), replication);
    }

    private Map<Integer, Long> changelogBegins(int partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ask = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(
                        each -> new TopicPartition(topics.changelog(), each), each -> OffsetSpec.earliest()));
        Map<Integer, Long> begins = new HashMap<>();
        get(admin.listOffsets(ask).all())
                .forEach((partition, begin) -> begins.put(partition.partition(), begin.offset()));
        return begins;
    }

    private Map<String, TopicDescription> describe(List<String> names)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, TopicDescription> found = new HashMap<>();
        for (var entry : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                found.put(entry.getKey(), get(entry.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private void create(List<NewTopic> missing) throws ExecutionException, TimeoutException, InterruptedException {
        for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
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

package io.jobview.view;

import io.jobview.store.OpenStore;
import io.jobview.topology.ViewTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a store holds what the tasks of other partitions have passed on, wherever they run. A task commits an offset only
 * after what it passed on is in the rerouted topic; so once the store's task has consumed that topic to an end that was seen
 * after the commit, the store holds everything of its own up to the commit.
 *
 * <p>The broker is asked only for stores that a reader asked about, by the one thread of {@link InputProgress}; all else may
 * come from any thread.
 */
final class PassedOn {

    private static final long ANSWER_SECONDS = 5;

    /** Proven for one store; another store of the same partition has to prove it anew. */
    private record Known(OpenStore store, Map<Integer, Long> next) {}

    /** To be known when the task has consumed its rerouted topic up to {@code end}. */
    private record Target(OpenStore store, Map<Integer, Long> next, long end) {}

    private final Admin admin;
    private final String group;
    private final ViewTopics topics;
    private final Map<Integer, OpenStore> wanted = new ConcurrentHashMap<>();
    private final Map<Integer, Known> known = new ConcurrentHashMap<>();
    private final Map<Integer, Target> targets = new HashMap<>(); // of the one thread

    PassedOn(Admin admin, String group, ViewTopics topics) {
        this.admin = admin;
        this.group = group;
        this.topics = topics;
    }

    /** The offset of this partition of the events topic before which everything is in this store; 0 when not known. */
    long next(OpenStore store, int partition) {
        if (wanted.get(store.partition()) != store) {
            wanted.put(store.partition(), store);
        }
        Known proof = known.get(store.partition());
        return proof == null || proof.store() != store ? 0 : proof.next().getOrDefault(partition, 0L);
    }

    /** Asks the broker for the stores that were asked about since the last proof of theirs. */
    void sample() throws ExecutionException, TimeoutException, InterruptedException {
        Map<Integer, OpenStore> asked = new HashMap<>(wanted);
        targets.values()
                .removeIf(target -> asked.getOrDefault(target.store().partition(), target.store()) != target.store());
        asked.keySet().removeAll(targets.keySet()); // a target that is not reached stays, or a busy one never would be
        if (asked.isEmpty()) {
            return;
        }
        Map<Integer, Long> committed = committed(); // before the ends: they stand for it
        Map<TopicPartition, OffsetSpec> latest =
                asked.keySet().stream().collect(Collectors.toMap(this::rerouted, home -> OffsetSpec.latest()));
        admin.listOffsets(latest, InputProgress.COMMITTED)
                .all()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .forEach((input, end) -> {
                    OpenStore store = asked.get(input.partition());
                    if (store != null) {
                        targets.put(input.partition(), new Target(store, committed, end.offset()));
                        wanted.remove(input.partition(), store);
                    }
                });
    }

    private Map<Integer, Long> committed() throws ExecutionException, TimeoutException, InterruptedException {
        Map<Integer, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .forEach((input, offset) -> {
                    if (offset != null && input.topic().equals(topics.events())) {
                        committed.put(input.partition(), offset.offset());
                    }
                });
        return Map.copyOf(committed);
    }

    /** @param consumed the offset up to which the local task has consumed an input */
    void look(ToLongFunction<TopicPartition> consumed) {
        targets.values().removeIf(target -> {
            int home = target.store().partition();
            boolean reached = consumed.applyAsLong(rerouted(home)) >= target.end();
            if (reached) {
                known.put(home, new Known(target.store(), target.next()));
            }
            return reached;
        });
    }

    private TopicPartition rerouted(int partition) {
        return new TopicPartition(topics.rerouted(), partition);
    }
}

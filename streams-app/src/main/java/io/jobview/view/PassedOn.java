package io.jobview.view;

import io.jobview.store.OpenStore;
import io.jobview.topology.ViewTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a store holds what the tasks of other partitions have passed on, wherever they run. A task commits an offset only
 * after what it passed on is in the rerouted topic; so once the store's task has consumed that topic to an end that was seen
 * after the commit, the store holds everything of its own up to the commit.
 *
 * <p>The broker is asked only for stores that a reader asked about, by the one thread of {@link ProgressThread}; all else may
 * come from any thread.
 */
final class PassedOn {

    /** Proven for one store; another store of the same partition has to prove it anew. */
    private record Known(OpenStore store, Map<Integer, Long> next) {}

    /** To be known when the task has consumed its rerouted topic up to {@code end}. */
    private record Target(OpenStore store, Map<Integer, Long> next, long end) {}

    private final ViewTopics topics;
    private final ToLongFunction<TopicPartition> consumed;
    private final Map<Integer, OpenStore> wanted = new ConcurrentHashMap<>();
    private final Map<Integer, Known> known = new ConcurrentHashMap<>();
    private final Map<Integer, Target> targets = new HashMap<>(); // these two of the one thread
    private final Map<Integer, OpenStore> asked = new HashMap<>();

    /** @param consumed the offset up to which the local task is done with an input */
    PassedOn(ViewTopics topics, ToLongFunction<TopicPartition> consumed) {
        this.topics = topics;
        this.consumed = consumed;
    }

    /** The offset of this partition of the events topic before which everything is in this store; 0 when not known. */
    long next(OpenStore store, int partition) {
        if (wanted.get(store.partition()) != store) {
            wanted.put(store.partition(), store);
        }
        Known proof = known.get(store.partition());
        return proof == null || proof.store() != store ? 0 : proof.next().getOrDefault(partition, 0L);
    }

    /** What the broker is to be asked about next: for the stores that readers asked about since the last proof of theirs. */
    List<TopicPartition> interests() {
        asked.clear();
        asked.putAll(wanted);
        targets.values()
                .removeIf(target -> asked.getOrDefault(target.store().partition(), target.store()) != target.store());
        asked.keySet().removeAll(targets.keySet()); // a target that is not reached stays, or a busy one never would be
        return asked.keySet().stream().map(this::rerouted).toList();
    }

    /** Takes what the broker said: what was committed before the ends is what they stand for. */
    void sampled(BrokerSample sample) {
        Map<Integer, Long> committed = new HashMap<>();
        sample.committed().forEach((input, offset) -> {
            if (input.topic().equals(topics.events())) {
                committed.put(input.partition(), offset);
            }
        });
        asked.forEach((home, store) -> {
            targets.put(home, new Target(store, Map.copyOf(committed), sample.end(rerouted(home))));
            wanted.remove(home, store);
        });
        asked.clear();
    }

    /** Compares what is consumed with what was sampled. */
    void look() {
        targets.values().removeIf(target -> {
            int home = target.store().partition();
            boolean reached = target.store().isActive() && consumed.applyAsLong(rerouted(home)) >= target.end();
            if (reached && target.store().isActive()) { // through it all, so it is this store that was consumed for
                known.put(home, new Known(target.store(), target.next()));
            }
            return reached;
        });
    }

    private TopicPartition rerouted(int partition) {
        return new TopicPartition(topics.rerouted(), partition);
    }
}

package io.jobview.store;

import io.jobview.event.JobEvent;
import io.jobview.fold.JobState;
import io.jobview.fold.RandomHistory;
import io.jobview.store.key.StateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;

/** An event and where it stood in the events topic. */
record Sourced(JobEvent event, int partition, long offset) {

    private static final int PARTITIONS = 4;

    /** Random events in the order of arrival: offsets only grow within a partition, with gaps, as in a topic. */
    static List<Sourced> random(long seed, int workflows, int jobs, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomHistory history = new RandomHistory(random.nextLong(), workflows, jobs);
        long[] next = new long[PARTITIONS];
        return history.events(count).stream()
                .map(event -> {
                    int partition = random.nextInt(PARTITIONS);
                    next[partition] += 1 + random.nextInt(3);
                    return new Sourced(event, partition, next[partition]);
                })
                .toList();
    }

    static List<JobEvent> events(List<Sourced> feed) {
        return feed.stream().map(Sourced::event).toList();
    }

    /** What a store that folds these sends to its changelog: for each event, its job and the state after it. */
    static List<KeyValue<byte[], byte[]>> changelog(List<Sourced> feed) {
        Map<StateKey, StateValue> states = new HashMap<>();
        return feed.stream()
                .map(each -> KeyValue.pair(
                        each.job().toBytes(),
                        states.merge(each.job(), each.value(), Sourced::join).toBytes()))
                .toList();
    }

    /** The state value that this event alone makes. */
    StateValue value() {
        return new StateValue(Origins.of(partition, offset), JobState.of(event));
    }

    /** The position of a store that folded all of these. */
    static Origins position(List<Sourced> feed) {
        TreeMap<Integer, Long> offsets = new TreeMap<>();
        feed.forEach(each -> offsets.merge(each.partition, each.offset, Math::max));
        return Origins.of(offsets);
    }

    static StateValue join(StateValue one, StateValue other) {
        return new StateValue(one.origins().join(other.origins()), one.state().join(other.state()));
    }

    StateKey job() {
        return new StateKey(event.workflowId(), event.jobId());
    }
}

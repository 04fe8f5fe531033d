package io.jobview.store;

import io.jobview.event.JobEvent;
import io.jobview.fold.RandomHistory;
import io.jobview.store.key.StateKey;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

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

    /** The position of a store that folded all of these. */
    static Origins position(List<Sourced> feed) {
        TreeMap<Integer, Long> offsets = new TreeMap<>();
        feed.forEach(each -> offsets.merge(each.partition, each.offset, Math::max));
        return new Origins(offsets);
    }

    StateKey job() {
        return new StateKey(event.workflowId(), event.jobId());
    }
}

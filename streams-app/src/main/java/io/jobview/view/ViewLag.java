package io.jobview.view;

import io.jobview.topology.ViewCounters;
import io.jobview.topology.ViewTopics;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** How old the view of a home partition can be at most. Any thread. */
final class ViewLag {

    private final ViewTopics topics;
    private final ViewCounters counters;
    private final InputProgress progress;
    private final CopyProgress copies;

    ViewLag(ViewTopics topics, ViewCounters counters, InputProgress progress, CopyProgress copies) {
        this.topics = topics;
        this.counters = counters;
        this.progress = progress;
        this.copies = copies;
    }

    /**
     * The better of two bounds: what its task consumed here, and what was proven of its store. A task that has just taken over has not
     * consumed anything here, but its store was a copy of which much is known.
     */
    Duration of(int partition) {
        boolean withRerouted = counters.rerouted() > 0 || progress.sawRerouted();
        Duration consumed = consumed(partition, withRerouted);
        Duration proven = copies.lag(partition, withRerouted);
        return proven != null && proven.compareTo(consumed) < 0 ? proven : consumed;
    }

    /**
     * An event that was passed on had to be consumed twice. So long as none is, only the home partition's own input counts: the
     * other is known to be complete only as of the last commit.
     */
    private Duration consumed(int partition, boolean withRerouted) {
        Duration events = progress.lag(new TopicPartition(topics.events(), partition));
        if (!withRerouted) {
            return events;
        }
        Duration rerouted = progress.lag(new TopicPartition(topics.rerouted(), partition));
        return events.compareTo(rerouted) > 0 ? events : rerouted;
    }

    /** The greatest among these; zero when there are none. */
    Duration worst(Collection<Integer> partitions) {
        return partitions.stream().map(this::of).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}

package io.jobview.view;

import io.jobview.topology.HomePartition;
import io.jobview.topology.ViewCounters;
import io.jobview.topology.ViewTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.function.IntSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How old the view of a home partition can be at most. Any thread. */
final class ViewLag {

    private final ViewTopics topics;
    private final HomePartition home;
    private final IntSupplier eventPartitions;
    private final ViewCounters counters;
    private final InputProgress progress;
    private final CopyProgress copies;

    /** @param eventPartitions how many partitions the events topic has now */
    ViewLag(
            ViewTopics topics,
            HomePartition home,
            IntSupplier eventPartitions,
            ViewCounters counters,
            InputProgress progress,
            CopyProgress copies) {
        this.topics = topics;
        this.home = home;
        this.eventPartitions = eventPartitions;
        this.counters = counters;
        this.progress = progress;
        this.copies = copies;
    }

    /**
     * The better of two bounds: what its task consumed here, and what was proven of its store. A task that has just taken over has not
     * consumed anything here, but its store was a copy of which much is known. Null when neither is known: then nobody can say how old the
     * view is.
     */
    @Nullable
    Duration of(int partition) {
        // All that is in a partition without a home is passed on, from the first event on.
        boolean withRerouted =
                counters.rerouted() > 0 || copies.sawRerouted() || eventPartitions.getAsInt() > home.partitions();
        Duration consumed = consumed(partition, withRerouted);
        Duration proven = copies.lag(partition, withRerouted);
        return consumed == null || (proven != null && proven.compareTo(consumed) < 0) ? proven : consumed;
    }

    /**
     * An event that was passed on had to be consumed twice. So long as none is, only the home partition's own input counts: the
     * other is known to be complete only as of the last commit.
     */
    private @Nullable Duration consumed(int partition, boolean withRerouted) {
        Duration events = progress.lag(new TopicPartition(topics.events(), partition));
        if (events == null || !withRerouted) {
            return events;
        }
        Duration rerouted = progress.lag(new TopicPartition(topics.rerouted(), partition));
        return rerouted == null || rerouted.compareTo(events) > 0 ? rerouted : events;
    }

    /** The greatest among these; null when there are none, or one is not known. */
    @Nullable
    Duration worst(Collection<Integer> partitions) {
        Duration worst = null;
        for (int partition : partitions) {
            Duration one = of(partition);
            if (one == null) {
                return null;
            }
            worst = worst == null || one.compareTo(worst) > 0 ? one : worst;
        }
        return worst;
    }
}

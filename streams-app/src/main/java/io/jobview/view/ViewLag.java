package io.jobview.view;

import io.jobview.topology.ViewTopics;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How old the view of a home partition can be at most. Any thread. */
final class ViewLag {

    private final ViewTopics topics;
    private final InputProgress progress;
    private final CopyProgress copies;

    ViewLag(ViewTopics topics, InputProgress progress, CopyProgress copies) {
        this.topics = topics;
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
        Duration consumed = consumed(partition);
        Duration proven = copies.lag(partition);
        return consumed == null || (proven != null && proven.compareTo(consumed) < 0) ? proven : consumed;
    }

    /**
     * An event of any partition may be of this home, and what is passed on has to be consumed twice. That none came so far says nothing of
     * the next one. So the other partitions count too, by what their tasks have committed.
     */
    private @Nullable Duration consumed(int partition) {
        Duration events = progress.lag(new TopicPartition(topics.events(), partition));
        Duration rerouted = progress.lag(new TopicPartition(topics.rerouted(), partition));
        if (events == null || rerouted == null) {
            return null;
        }
        return rerouted.compareTo(events) > 0 ? rerouted : events;
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

package io.jobview.view;

import io.jobview.query.Freshness;
import io.jobview.store.OpenStore;
import io.jobview.topology.ConsumedOffsets;
import io.jobview.topology.InputTenure;
import io.jobview.topology.PassedOnRun;
import io.jobview.topology.ViewTopics;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * Says whether a store is as fresh as a reader asks for. Any thread; looks only at what is known in this process.
 *
 * <p>A token {@code p@o} is met by the store of home partition h when every event of h that stands at or before offset o of
 * partition p can be read. That is known in three ways:
 *
 * <ul>
 *   <li><b>consumed</b>, for p = h only: the home task is done with o, whatever it was. Of another partition it would not do: an
 *       event that task p has passed on is not folded yet.
 *   <li><b>passed on and consumed</b>, for every other p: see {@link PassedOn}. So a rejected event's token is met too.
 *   <li><b>arrived</b>, for every other p: an event of p at o or later was folded, and all before it that p had passed on to h, see {@link
 *       PassedOnRun}.
 * </ul>
 *
 * <p>Of a copy only what {@link CopyProgress} has proven is known: its position is not in the order of the events.
 */
final class FreshnessCheck {

    private final ViewTopics topics;
    private final InputProgress progress;
    private final PassedOn passedOn;
    private final ViewLag lag;
    private final CopyProgress copies;
    private final ConsumedOffsets consumed;

    FreshnessCheck(
            ViewTopics topics,
            InputProgress progress,
            PassedOn passedOn,
            ViewLag lag,
            CopyProgress copies,
            ConsumedOffsets consumed) {
        this.topics = topics;
        this.consumed = consumed;
        this.progress = progress;
        this.passedOn = passedOn;
        this.lag = lag;
        this.copies = copies;
    }

    /** @param store readable when it was asked for; whether it still is, the caller judges after its read */
    boolean met(OpenStore store, Freshness wanted) {
        int home = store.partition();
        boolean active = store.isActive();
        Duration most = wanted.maxStaleness();
        Duration lag = active ? this.lag.of(home) : copies.lag(store);
        return lag != null
                && (most == null || lag.compareTo(most) <= 0)
                && wanted.atLeast()
                        .allMatch((partition, offset) -> copies.next(store, partition) > offset
                                || (active && consumed(store, partition, offset)));
    }

    private boolean consumed(OpenStore store, int partition, long offset) {
        int home = store.partition();
        if (partition == home) {
            return progress.next(new TopicPartition(topics.events(), home)) > offset;
        }
        long proven = passedOn.next(store, partition);
        if (proven > offset) {
            return true;
        }
        InputTenure rerouted = consumed.tenure(new TopicPartition(topics.rerouted(), home));
        PassedOnRun run = rerouted == null ? null : rerouted.passedOn(partition);
        return run != null && run.reaches(offset, Math.max(proven, copies.next(store, partition)));
    }
}

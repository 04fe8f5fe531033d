package io.jobview.view;

import io.jobview.history.MissingEvents;
import io.jobview.query.StoreFigures;
import io.jobview.query.Totals;
import io.jobview.query.ViewPosition;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one home partition stands, as far as this instance knows.
 *
 * @param role what this instance does for it
 * @param owner the advertised address of the instance that serves it; null while nobody is known to
 * @param standbys those of the instances that keep a copy
 * @param inputs how far its inputs are consumed; empty unless its task is here
 * @param lag an upper bound of how far its view is behind; null when there is no task here, or no copy of which it is known
 * @param missing what was deleted from its partition of the events topic before it was read, as far as its store knows
 * @param applied what its store has folded; empty when there is none here
 * @param totals what its store holds; null unless it is whole and here
 * @param restore how far its store has come; null when nothing is being loaded here, as in a copy that was whole before
 * @param store null when there is none here
 */
public record PartitionStatus(
        int partition,
        Role role,
        @Nullable URI owner,
        List<URI> standbys,
        List<Input> inputs,
        @Nullable Duration lag,
        List<MissingEvents> missing,
        ViewPosition applied,
        @Nullable Totals totals,
        @Nullable Restore restore,
        @Nullable StoreFigures store) {

    public PartitionStatus {
        standbys = List.copyOf(standbys);
        inputs = List.copyOf(inputs);
        missing = List.copyOf(missing);
    }

    /** What an instance does for a home partition. */
    public enum Role {
        /** It folds it and serves it. */
        ACTIVE,
        /** It is to serve it once the store is complete. */
        RESTORING,
        /** It keeps a copy. */
        STANDBY,
        /** Nothing. */
        ELSEWHERE
    }

    /**
     * One input topic's partition of the same number.
     *
     * @param consumed the next offset to consume
     * @param end the end that was last seen
     */
    public record Input(String topic, long consumed, long end) {}

    /**
     * The loading of a store from its changelog, in changelog offsets.
     *
     * @param reached the next to load
     * @param end where it ends
     */
    public record Restore(long reached, long end) {

        /** Records at most. */
        public long remaining() {
            return Math.max(0, end - reached);
        }
    }
}

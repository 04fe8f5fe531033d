package io.jobview.view;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the view stands on this instance.
 *
 * @param state {@link State#READY} once every local partition could be read; in a later rebalance single ones may be missing
 * @param detail one line for a person
 * @param consumed records of the input topics that were consumed, over the local partitions
 * @param end records of the input topics that there are to consume, as last seen
 * @param caughtUp whether every partition is where it is to be, and the local ones are read to where their input ends now
 * @param complete whether all events were read that there ever were, as far as the local stores know
 * @param lag an upper bound of how far the local partitions are behind; null while it is not known, or none is local
 * @param folded events folded since this process started
 * @param rejected events sent to the dead-letter topic since this process started
 * @param rerouted events passed on to their home partition since this process started
 */
public record ViewStatus(
        State state,
        String detail,
        long consumed,
        long end,
        boolean caughtUp,
        boolean complete,
        @Nullable Duration lag,
        long folded,
        long rejected,
        long rerouted) {

    /** Whether the instance can be used. */
    public enum State {
        STARTING,
        READY,
        FAILED,
        STOPPED
    }
}

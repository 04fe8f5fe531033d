package io.jobview.view;

import java.time.Duration;

/**
 * How the view stands on this instance.
 *
 * @param state {@link State#READY} once every local partition could be read; in a later rebalance single ones may be missing
 * @param detail one line for a person
 * @param consumed records of the input topics that were consumed, over the local partitions
 * @param end records of the input topics that there are to consume, as last seen
 * @param caughtUp whether every local partition has once reached an end of its input as it was seen
 * @param lag an upper bound of how far the local partitions are behind; zero only when none is local
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
        Duration lag,
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

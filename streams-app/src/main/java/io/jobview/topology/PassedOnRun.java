package io.jobview.topology;

import org.jspecify.annotations.Nullable;

/**
 * Events of one partition of the events topic that have arrived at another home, one behind another and without a gap. Each says which one was
 * passed on to the same home before it, so a later one never speaks for one whose sending failed. Immutable.
 *
 * @param after the run is complete from behind this offset; -1 when it is complete from the beginning
 * @param to offset of its last event
 */
public record PassedOnRun(long after, long to) {

    /** The run with one more event, or the new run that it begins. */
    static PassedOnRun next(@Nullable PassedOnRun before, Origin origin) {
        if (origin.isFirst()) { // all before the sender's start had arrived, or it would not have been committed
            if (before == null || before.after() > origin.offset()) { // what is between may be missing
                return new PassedOnRun(-1, origin.offset());
            }
            return new PassedOnRun(-1, Math.max(before.to(), origin.offset()));
        }
        if (before != null && origin.previous() <= before.to()) {
            return new PassedOnRun(before.after(), Math.max(before.to(), origin.offset()));
        }
        return new PassedOnRun(origin.previous(), origin.offset());
    }

    /**
     * Whether everything of that partition up to this offset has arrived.
     *
     * @param proven the offset before which that is known otherwise
     */
    public boolean reaches(long offset, long proven) {
        return offset <= to && proven > after;
    }
}

package io.jobview.topology;

import java.util.concurrent.atomic.LongAdder;

/** What happened to events since the process started. Thread-safe; a replay counts again. */
public final class ViewCounters {

    private final LongAdder folded = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder rerouted = new LongAdder();

    void countFolded() {
        folded.increment();
    }

    void countRejected() {
        rejected.increment();
    }

    void countRerouted() {
        rerouted.increment();
    }

    public long folded() {
        return folded.sum();
    }

    /** Events sent to the dead-letter topic. */
    public long rejected() {
        return rejected.sum();
    }

    /** Events passed on to their home partition. */
    public long rerouted() {
        return rerouted.sum();
    }
}

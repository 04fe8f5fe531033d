package io.jobview.store;

import java.util.Arrays;
import java.util.List;

/** The states of several runs in the order of their keys, one for each job: that of the last run that has it. For one thread. */
final class MergedRuns {

    private final Sorted[] runs;
    private final int[] next;
    private StateRun states = new StateRun();
    private int index;

    /**
     * A run that was written.
     *
     * @param order the indices of its jobs' last states by key; each is joined with what the runs before hold
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once
    record Sorted(StateRun states, int[] order) {}

    MergedRuns(List<Sorted> runs) {
        this.runs = runs.toArray(Sorted[]::new);
        this.next = new int[this.runs.length];
    }

    /** Goes on to the next job; false at the end. */
    boolean next() {
        int least = -1;
        for (int run = 0; run < next.length; run++) { // there are few
            if (next[run] == runs[run].order.length) {
                continue;
            }
            int order = least < 0 ? -1 : compare(run, least);
            if (order == 0) {
                next[least]++;
            }
            if (order <= 0) {
                least = run;
            }
        }
        if (least < 0) {
            return false;
        }
        states = runs[least].states;
        index = runs[least].order[next[least]++];
        return true;
    }

    private int compare(int one, int other) {
        StateRun run = runs[one].states;
        StateRun otherRun = runs[other].states;
        int state = runs[one].order[next[one]];
        int otherState = runs[other].order[next[other]];
        return Arrays.compareUnsigned(
                run.chunk(state),
                run.keyAt(state),
                run.valueAt(state),
                otherRun.chunk(otherState),
                otherRun.keyAt(otherState),
                otherRun.valueAt(otherState));
    }

    /** The run in which the job's state lies. */
    StateRun states() {
        return states;
    }

    int index() {
        return index;
    }
}

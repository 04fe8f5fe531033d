package io.jobview.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes runs of states to files that the database takes in, each joined with what the runs before it hold. For one thread at a time. */
final class RunWriter {

    private final JobDb db;
    private final Regressions regressions;
    private final @Nullable SeenKeys seen; // null: what an earlier process has loaded is not known

    RunWriter(JobDb db, boolean resumed, Regressions regressions) {
        this.db = db;
        this.regressions = regressions;
        seen = resumed ? null : new SeenKeys();
    }

    /** Returns the indices of the jobs' last states by key; those that are joined are added to the run. */
    int[] write(StateRun run) {
        try (SortedFiles files = new SortedFiles(db, Family.STATES)) {
            int[] states = run.sorted();
            int jobs = 0;
            for (int first = 0; first < states.length; ) {
                int next = first + 1;
                while (next < states.length && run.sameKey(states[first], states[next])) {
                    next++;
                }
                states[jobs++] = writeJob(run, states, first, next, files);
                first = next;
            }
            files.ingest();
            return Arrays.copyOf(states, jobs);
        }
    }

    /** Joins all states of a job and returns the index of what they make. */
    private int writeJob(StateRun run, int[] states, int first, int next, SortedFiles files) {
        int state = states[first];
        byte[] chunk = run.chunk(state);
        int keyAt = run.keyAt(state);
        int keyLength = run.keyLength(state);
        int valueLength = run.valueLength(state);
        boolean known = seen == null || seen.addMaybeSeen(chunk, keyAt, keyLength);
        if (!known && next == first + 1 && valueLength >= 0 && regressions.isEmpty()) { // as most are
            files.add(chunk, keyAt, keyLength, chunk, keyAt + keyLength, valueLength);
            return state;
        }
        byte[] key = run.key(state);
        byte[] joined = known ? db.get(Family.STATES, key) : null;
        byte[] last = null;
        for (int i = first; i < next; i++) {
            last = run.value(states[i]);
            joined = regressions.join(key, joined, last);
        }
        if (joined == null) {
            files.delete(key);
        } else {
            files.add(key, joined);
        }
        return Arrays.equals(joined, last) ? states[next - 1] : run.add(key, joined);
    }
}

package io.jobview.store;

import org.jspecify.annotations.Nullable;

/** Writes runs of states to files that the database takes in, each state joined with what the runs before it hold. For one thread at a time. */
final class RunWriter {

    private static final Written NOBODY = (key, keyAt, keyLength, value, valueAt, valueLength) -> {};

    private final JobDb db;
    private final Regressions regressions;
    private final @Nullable SeenKeys seen; // null: what an earlier process has loaded is not known

    /** Told each job that is written, in the order of their keys; what it is given is good until it returns. */
    @FunctionalInterface
    interface Written {
        void job(byte[] key, int keyAt, int keyLength, byte[] value, int valueAt, int valueLength);
    }

    /** Whether a run before may hold this key. */
    @FunctionalInterface
    private interface Known {
        boolean test(byte[] key, int keyAt, int keyLength);
    }

    RunWriter(JobDb db, boolean resumed, Regressions regressions) {
        this.db = db;
        this.regressions = regressions;
        seen = resumed ? null : new SeenKeys();
    }

    /** Writes a run that others may follow. */
    void write(StateRun run) {
        write(run, (key, keyAt, keyLength) -> seen == null || seen.addMaybeSeen(key, keyAt, keyLength), NOBODY);
    }

    /** Writes the only run. */
    void writeAll(StateRun all, Written written) {
        write(all, (key, keyAt, keyLength) -> false, written);
    }

    private void write(StateRun run, Known known, Written written) {
        try (SortedFiles files = new SortedFiles(db, Family.STATES)) {
            run.inOrder((states, count) -> writeJob(run, states, count, known, files, written));
            files.ingest();
        }
    }

    /** Joins all states of a job. */
    private void writeJob(StateRun run, int[] states, int count, Known maybeKnown, SortedFiles files, Written written) {
        int state = states[0];
        byte[] chunk = run.chunk(state);
        int keyAt = run.keyAt(state);
        int keyLength = run.keyLength(state);
        int valueLength = run.valueLength(state);
        boolean known = maybeKnown.test(chunk, keyAt, keyLength);
        if (!known && count == 1 && valueLength >= 0 && regressions.isEmpty()) { // as most are
            files.add(chunk, keyAt, keyLength, chunk, keyAt + keyLength, valueLength);
            written.job(chunk, keyAt, keyLength, chunk, keyAt + keyLength, valueLength);
            return;
        }
        byte[] key = run.key(state);
        byte[] joined = known ? db.get(Family.STATES, key) : null;
        for (int i = 0; i < count; i++) {
            joined = regressions.join(key, joined, run.value(states[i]));
        }
        if (joined == null) {
            files.delete(key);
        } else {
            files.add(key, joined);
            written.job(key, 0, key.length, joined, 0, joined.length);
        }
    }
}

package io.jobview.store;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.KeyValue;

/** Runs in a JVM of its own: writes a seeded history into a store, commits and prints how far it is, until it is killed. */
final class WriteUntilKilled {

    static final int EVENTS = 12_000;

    private static final int COMMIT_EVERY = 100;

    /** With memory so small that memtables, and runs of a restore, go to disk several times in a history. */
    enum How {
        FOLD(3L << 20),
        RESTORE(256L << 10);

        final long memoryBytes;

        How(long memoryBytes) {
            this.memoryBytes = memoryBytes;
        }
    }

    private WriteUntilKilled() {}

    static List<Sourced> feed(long seed) {
        return Sourced.random(seed, 5, 400, EVENTS);
    }

    public static void main(String[] args) throws Exception {
        List<Sourced> feed = feed(Long.parseLong(args[1]));
        List<KeyValue<byte[], byte[]>> changelog = Sourced.changelog(feed);
        How how = How.valueOf(args[2]);
        TestStore store = TestStore.open(Path.of(args[0]), new StoreMemory(how.memoryBytes));
        for (int from = 0; from < EVENTS; from += COMMIT_EVERY) {
            int to = from + COMMIT_EVERY;
            if (how == How.FOLD) {
                store.foldAll(feed.subList(from, to));
            } else {
                store.restore(changelog.subList(from, to));
            }
            store.commit(to);
            System.out.println(to);
        }
        System.in.read(); // never ends by itself: a clean stop would flush
    }
}

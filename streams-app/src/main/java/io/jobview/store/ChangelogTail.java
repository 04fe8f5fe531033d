package io.jobview.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;

/**
 * Finds in an active store's changelog what its task has not written: the late records of an instance that was paused while this one took
 * over. A task's records stand one behind another, so where there are more offsets than records, others are among them. What they
 * say of a job is older, yet compaction would keep it; so they are read, and the job is written again (design section 3: its states
 * join).
 *
 * <p>The stream thread tells what it writes and fetches what was read; the thread that watches the changelog does the rest.
 */
public final class ChangelogTail {

    /**
     * Offsets among which others' records are.
     *
     * @param from the first
     * @param to behind the last
     */
    public record Suspect(long from, long to) {}

    private final Queue<Suspect> suspects = new ConcurrentLinkedQueue<>();
    private final Queue<Map<Bytes, byte[]>> foreign = new ConcurrentLinkedQueue<>();

    private volatile long last = -1;
    private final AtomicLong written = new AtomicLong(); // since the last commit
    private volatile boolean known;
    private volatile boolean writing;

    private long read; // of the watching thread: everything before it was suspected and read

    /** The task begins to write behind what was restored. */
    void begin() {
        known = false;
        written.set(0);
        writing = true;
    }

    /** The task no longer writes. */
    void end() {
        known = false;
        writing = false;
    }

    /** Offset of the last record that was restored, or written before a commit; -1 when there is none. */
    public long last() {
        return last;
    }

    void wrote(int records) {
        written.addAndGet(records);
    }

    /** @param offset of the last record that the task has restored or written; negative when there is none */
    void committed(long offset) {
        long before = last;
        long now = Math.max(-1, offset);
        last = now;
        if (known && now - before != written.get()) {
            suspects.add(new Suspect(before + 1, now + 1));
        }
        written.set(0);
        known = writing; // between two commits of a restore lie the records that it has read
    }

    /**
     * What has to be read since this was asked last.
     *
     * @param end where the changelog ended at some moment before this call
     */
    public List<Suspect> takeSuspects(long end) {
        List<Suspect> taken = new ArrayList<>();
        for (Suspect next = suspects.poll(); next != null; next = suspects.poll()) {
            taken.add(next);
        }
        // The order matters: nothing was being written when this was asked, so all that was written before is in the
        // offset.
        boolean quiet = known && written.get() == 0;
        long from = Math.max(last + 1, read);
        if (quiet && end > from) {
            taken.add(new Suspect(from, end));
            read = end;
        }
        return taken;
    }

    /** Hands over the last record of each job among the suspects. */
    public void found(Map<Bytes, byte[]> records) {
        foreign.add(records);
    }

    /** The records to be compared with what the store holds; empty when there are none. For the stream thread. */
    public Map<Bytes, byte[]> takeFound() {
        Map<Bytes, byte[]> records = foreign.poll();
        return records == null ? Map.of() : records;
    }
}

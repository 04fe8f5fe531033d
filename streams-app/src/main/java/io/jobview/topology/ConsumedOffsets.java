package io.jobview.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far this process has come in each input partition that it has worked on. A record counts as consumed once what it did
 * to the store can be read, or once it was rejected or passed on: readers who wait for it read next. Thread-safe.
 */
public final class ConsumedOffsets {

    private static final int HELD_BYTES = 1024; // of heap, for a job of usual size
    private static final int HELD_HEAP_SHARE = 64;
    private static final long HELD_LEAST = 1024;
    private static final long HELD_MOST =
            4096; // more bring little: what is written together is sorted and read together already

    /** What the task of one input partition reports. Written by its stream thread, read by any. */
    static final class Cell {

        private final ConsumedOffsets all;
        private final TaskInput task;
        private long seenTimestamp; // these three for the stream thread only
        private long seen;
        private long fetched; // the offset after the last record that Streams has of it; 0 if unknown
        private long timestamp;
        private volatile long next;
        private volatile long end;

        private Cell(ConsumedOffsets all, TaskInput task) {
            this.all = all;
            this.task = task;
        }

        void consumed(long offset, long timestamp) {
            seenTimestamp = timestamp;
            seen = offset + 1;
            if (!task.isHeld()) {
                publish();
            } else if (seen >= fetched && !task.isFarBehind()) {
                task.write(); // and that publishes
            }
        }

        void publish() {
            timestamp = seenTimestamp;
            next = seen; // volatile and last: it publishes the timestamp
            all.listener.run();
        }

        long left() {
            return end - seen;
        }
    }

    private final Map<TopicPartition, Cell> cells = new ConcurrentHashMap<>();
    private final Map<Integer, TaskInput> tasks = new ConcurrentHashMap<>();
    private volatile Runnable listener = () -> {};

    /** Told whenever more is consumed, by the thread of its task. Must return at once. */
    public void onProgress(Runnable told) {
        listener = told;
    }

    /** The next offset to process; 0 before the first record of the present task. All before it can be read. */
    public long next(TopicPartition input) {
        Cell cell = cells.get(input);
        return cell == null ? 0 : cell.next;
    }

    /** The time of the last record processed, in milliseconds since the epoch; null before the first record. */
    public @Nullable Long timestamp(TopicPartition input) {
        Cell cell = cells.get(input);
        return cell == null || cell.next == 0 ? null : Long.valueOf(cell.timestamp);
    }

    /** Says where an input ends, as was last seen; an input that is not worked on here is passed over. */
    public void ends(TopicPartition input, long end) {
        Cell cell = cells.get(input);
        if (cell != null) {
            cell.end = end;
        }
    }

    /**
     * The consumer hands over records up to this one: until it is processed, more are at hand. For the stream thread of that
     * input; one that is not worked on yet is passed over.
     */
    void fetched(TopicPartition input, long last) {
        Cell cell = cells.get(input);
        if (cell != null) {
            cell.fetched = last + 1;
        }
    }

    /** How many jobs a task may hold back: all tasks together take a part of the heap that is bounded. */
    int heldMost() {
        long share = Runtime.getRuntime().maxMemory() / HELD_HEAP_SHARE / HELD_BYTES / Math.max(1, tasks.size());
        return (int) Math.max(HELD_LEAST, Math.min(HELD_MOST, share));
    }

    /** What the task of this home partition consumes. For its stream thread. */
    TaskInput task(int partition) {
        return tasks.computeIfAbsent(partition, any -> new TaskInput());
    }

    /**
     * The cell of a task that begins. It does not go on from an earlier task of this partition here: what that one consumed
     * beyond its commits may have been lost with its store.
     */
    Cell begin(TopicPartition input) {
        TaskInput task = task(input.partition());
        Cell cell = new Cell(this, task);
        cells.put(input, cell);
        task.begin(input.topic(), cell);
        return cell;
    }
}

package io.jobview.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far this process has come in each input partition that it has worked on. Thread-safe. */
public final class ConsumedOffsets {

    /** What the task of one input partition reports. Written by its stream thread, read by any. */
    static final class Cell {

        private long timestamp;
        private volatile long next;

        void consumed(long offset, long timestamp) {
            this.timestamp = timestamp;
            next = offset + 1; // volatile and last: it publishes the timestamp
        }
    }

    private final Map<TopicPartition, Cell> cells = new ConcurrentHashMap<>();

    /** The next offset to process; 0 before the first record of the present task. */
    public long next(TopicPartition input) {
        Cell cell = cells.get(input);
        return cell == null ? 0 : cell.next;
    }

    /** The time of the last record processed, in milliseconds since the epoch; null before the first record. */
    public @Nullable Long timestamp(TopicPartition input) {
        Cell cell = cells.get(input);
        return cell == null || cell.next == 0 ? null : Long.valueOf(cell.timestamp);
    }

    /**
     * The cell of a task that begins. It does not go on from an earlier task of this partition here: what that one consumed
     * beyond its commits may have been lost with its store.
     */
    Cell begin(TopicPartition input) {
        Cell cell = new Cell();
        cells.put(input, cell);
        return cell;
    }
}

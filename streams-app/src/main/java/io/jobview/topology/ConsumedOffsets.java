package io.jobview.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the tasks of this process have come in their input partitions, see {@link InputTenure}. What one tenure has learned never speaks
 * for another: a partition that comes back, and one that somebody else has meanwhile, begin anew. Thread-safe.
 */
public final class ConsumedOffsets {

    private static final int HELD_BYTES = 1024; // of heap, for a job of usual size
    private static final int HELD_HEAP_SHARE = 64;
    private static final long HELD_LEAST = 1024;
    private static final long HELD_MOST =
            4096; // more bring little: what is written together is sorted and read together already

    private final Map<TopicPartition, InputTenure> tenures = new ConcurrentHashMap<>();
    private final Map<Integer, TaskInput> tasks = new ConcurrentHashMap<>();
    private volatile Runnable listener = () -> {};

    /** Told whenever more is consumed, by the thread of its task. Must return at once. */
    public void onProgress(Runnable told) {
        listener = told;
    }

    /** The tenure of the task that works on this input here; null when none does. */
    public @Nullable InputTenure tenure(TopicPartition input) {
        return tenures.get(input);
    }

    /** The next offset to process; 0 when no task works on it here. All before it can be read. */
    public long next(TopicPartition input) {
        InputTenure tenure = tenures.get(input);
        return tenure == null ? 0 : tenure.next();
    }

    /** How many jobs a task may hold back: all tasks together take a part of the heap that is bounded. */
    int heldMost() {
        long share = Runtime.getRuntime().maxMemory() / HELD_HEAP_SHARE / HELD_BYTES / Math.max(1, tasks.size());
        return (int) Math.max(HELD_LEAST, Math.min(HELD_MOST, share));
    }

    /** What the task of this partition consumes. For its stream thread. */
    TaskInput task(int partition) {
        return tasks.computeIfAbsent(partition, any -> new TaskInput());
    }

    /** @param start where the task begins to read; all before it is in its store */
    InputTenure begin(TopicPartition input, long start) {
        TaskInput task = task(input.partition());
        InputTenure tenure = new InputTenure(input, start, task, () -> listener.run());
        tenures.put(input, tenure);
        task.begin(input.topic(), tenure);
        return tenure;
    }

    /** The task no longer works here. */
    void end(InputTenure tenure) {
        tenures.remove(tenure.input(), tenure);
    }
}

package io.jobview.store;

import java.util.Set;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Files of a store are damaged. They are noted as such: whoever opens the store next gets an empty one in its place, which is loaded from the
 * changelog. So to close its task and open it again is all that it takes, and a stream thread does so by itself if this reaches it as it is;
 * but Streams wraps what happens while a task begins or is restored.
 */
public final class DamagedStoreException extends TaskCorruptedException {

    private static final long serialVersionUID = 1;

    private final String damage;

    /** @param tasks the one that the store is open for; none while it is being opened */
    DamagedStoreException(Set<TaskId> tasks, String damage) {
        super(tasks, new ProcessorStateException("the store is damaged: " + damage));
        this.damage = damage;
    }

    /** Whether a failure comes from a damaged store, however often it was passed on. */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DamagedStoreException) {
                return true;
            }
        }
        return false;
    }

    /** What is damaged, in one line. */
    String damage() {
        return damage;
    }
}

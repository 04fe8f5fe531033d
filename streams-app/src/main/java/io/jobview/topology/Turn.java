package io.jobview.topology;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the tasks of a process write live events one after another: two that write at once leave no core to readers where there are
 * two. For stream threads; readers never meet it.
 */
final class Turn {

    private static final long MOST_MILLIS = 5;

    private final ReentrantLock lock = new ReentrantLock();

    /** Does this while no other does the like. None waits for long: one whose broker is away must not hold up the others. */
    void take(Runnable work) {
        boolean alone = false;
        try {
            alone = lock.tryLock(MOST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            work.run();
        } finally {
            if (alone) {
                lock.unlock();
            }
        }
    }
}

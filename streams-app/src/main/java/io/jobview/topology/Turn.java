package io.jobview.topology;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How the stream threads of a process share its cores with readers. Live events are written by one task after another, in small
 * portions, and at the least priority: two that write at once leave no core to readers where there are two, and a reader that is woken
 * behind a writer on the same core waits until that one is through. Whoever is far behind goes ahead of all that. For stream
 * threads; readers never meet it.
 */
final class Turn {

    private static final long MOST_MILLIS = 5;

    private final ReentrantLock lock = new ReentrantLock();

    /** Does this while no other does the like. None waits for long: one whose broker is away must not hold up the others. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing but the time of a read depends on it
    void take(Runnable work) {
        // Linux heeds it only with the flags that the launcher gives the JVM. It still leaves the thread a sixth of a
        // core when readers want all of them.
        prioritize(Thread.MIN_PRIORITY);
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
        Thread.yield(); // more may be at hand, and readers would wait for a core until all is written
    }

    /** Does this at once. */
    void pass(Runnable work) {
        prioritize(Thread.NORM_PRIORITY);
        work.run();
    }

    @SuppressWarnings("ThreadPriorityCheck") // as above
    private static void prioritize(int priority) {
        Thread thread = Thread.currentThread();
        if (thread.getPriority() != priority) {
            thread.setPriority(priority);
        }
    }
}

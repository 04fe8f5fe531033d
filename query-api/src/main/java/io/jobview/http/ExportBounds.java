package io.jobview.http;

import io.jobview.query.JobExport;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many exports may run at once, and for how long: each keeps a thread, and makes its store keep what it has since replaced,
 * however slowly its reader reads. Thread-safe.
 */
final class ExportBounds implements AutoCloseable {

    private static final int AT_ONCE = 8;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Semaphore free;
    private final Duration longest;
    private final ScheduledThreadPoolExecutor watch;
    private volatile boolean stopping;

    ExportBounds() {
        this(AT_ONCE, LONGEST);
    }

    ExportBounds(int atOnce, Duration longest) {
        this.free = new Semaphore(atOnce);
        this.longest = longest;
        this.watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "jobview-exports");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
    }

    /** Whether one more may run. Who gets {@code true} must call {@link #exit}. */
    boolean enter() {
        return free.tryAcquire();
    }

    void exit() {
        free.release();
    }

    /** Closes the export when its time is over; to be cancelled when it ends before. */
    Future<?> watch(JobExport export) {
        return watch.schedule(export::close, longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** From now on exports end after the part that they are at, so that a reader is told. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}

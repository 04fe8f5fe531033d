package io.jobview.store;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * Does work beside the thread that owns it, one piece at a time: whoever hands over the next waits until the one before is
 * done, so no more than one lies in memory. For use by the owner alone; the thread ends with {@link #close}.
 */
final class SideThread implements AutoCloseable {

    private final ExecutorService executor;
    private @Nullable Future<?> last;

    /** Starts nothing before there is work. */
    SideThread(String name) {
        executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true); // should its owner be killed with its work half done, nothing is lost
            return thread;
        });
    }

    /** Hands over work, once that before is done. */
    void run(Runnable work) {
        await();
        last = executor.submit(work);
    }

    /**
     * Returns when all is done, and what was done is seen by the caller.
     *
     * @throws RuntimeException the one that the work threw
     */
    void await() {
        Future<?> pending = last;
        if (pending == null) {
            return;
        }
        last = null;
        try {
            pending.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new ProcessorStateException("work beside the store's thread failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessorStateException("interrupted in the middle of sorting", e);
        }
    }

    /** Returns when the work is over, also after an interrupt: the native objects that it uses are closed next. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                over = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

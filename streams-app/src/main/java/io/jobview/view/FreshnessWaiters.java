package io.jobview.view;

import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readers that wait for a view to become fresh enough. One thread judges all of them, woken by the fold when it goes on and
 * otherwise asleep; while nobody waits the fold pays one look at a counter. Thread-safe.
 */
final class FreshnessWaiters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FreshnessWaiters.class);
    private static final int MOST = 1000;
    private static final long REST_MILLIS = 1; // a busy fold wakes this thread once in so long, not once for each event

    /** Identity is equality: the same wish may wait twice. */
    private static final class Waiter {
        private final int partition;
        private final Predicate<OpenStore> readable;
        private final Predicate<OpenStore> met;
        private final long deadlineNanos;
        private final Runnable wake;

        Waiter(
                int partition,
                Predicate<OpenStore> readable,
                Predicate<OpenStore> met,
                long deadlineNanos,
                Runnable wake) {
            this.partition = partition;
            this.readable = readable;
            this.met = met;
            this.deadlineNanos = deadlineNanos;
            this.wake = wake;
        }
    }

    private final LocalStores locals;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "jobview-waiters");

    private volatile boolean closed;

    FreshnessWaiters(LocalStores locals) {
        this.locals = locals;
        thread.setDaemon(true);
        locals.onChange(this::look);
    }

    void start() {
        thread.start();
    }

    /** Something has changed that a waiter may wait for. Any thread; returns at once. */
    void look() {
        // The counter is read after what has changed was written, and raised before a waiter is judged: one sees the
        // other.
        if (waiting.get() > 0 && signalled.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    /** @return ends the wait; null if it cannot begin */
    @Nullable
    Runnable add(
            int partition, Predicate<OpenStore> readable, Predicate<OpenStore> met, Duration atMost, Runnable wake) {
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            return null;
        }
        Waiter waiter = new Waiter(partition, readable, met, System.nanoTime() + atMost.toNanos(), wake);
        waiters.add(waiter);
        if ((closed || !thread.isAlive()) && remove(waiter)) {
            return null;
        }
        look();
        return () -> remove(waiter);
    }

    private void run() {
        try {
            while (!closed) {
                signalled.set(false);
                long nextNanos = wakeDue();
                while (!signalled.get() && !closed && nextNanos - System.nanoTime() > 0) {
                    LockSupport.parkNanos(this, nextNanos - System.nanoTime());
                    if (Thread.interrupted()) {
                        return;
                    }
                }
                Thread.sleep(REST_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        } finally {
            closed = true;
            wakeDue();
        }
    }

    /** Returns when the next one is due at the latest. */
    private long wakeDue() {
        long now = System.nanoTime();
        long next = now + Duration.ofMinutes(1).toNanos();
        for (Waiter waiter : waiters) {
            if (due(waiter, now)) {
                wake(waiter);
            } else if (waiter.deadlineNanos - next < 0) {
                next = waiter.deadlineNanos;
            }
        }
        return next;
    }

    private boolean due(Waiter waiter, long now) {
        if (closed || waiter.deadlineNanos - now <= 0) {
            return true;
        }
        OpenStore store = locals.find(waiter.partition).filter(waiter.readable).orElse(null);
        return store == null || waiter.met.test(store);
    }

    private void wake(Waiter waiter) {
        if (remove(waiter)) {
            try {
                waiter.wake.run();
            } catch (RuntimeException e) {
                LOG.warn("a waiting reader could not be woken", e);
            }
        }
    }

    private boolean remove(Waiter waiter) {
        boolean removed = waiters.remove(waiter);
        if (removed) {
            waiting.decrementAndGet();
        }
        return removed;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (!thread.isAlive()) {
            wakeDue(); // never started, or ended before one more came
        }
    }
}

package io.jobview.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs things after a time, unless they are cancelled, as nearly all are. One thread looks at all of them every few milliseconds, so to set one
 * wakes nobody; a scheduler's queue would wake its thread for each. Thread-safe.
 */
final class Alarms implements AutoCloseable {

    private static final long TICK_MILLIS = 20;

    private final Set<Alarm> set = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticks;

    Alarms() {
        ticks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "jobview-alarms");
            thread.setDaemon(true);
            return thread;
        });
        ticks.scheduleWithFixedDelay(this::ring, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Runs {@code action} once so much time is over, within 20 ms, in the JVM's common pool. */
    Alarm in(Duration time, Runnable action) {
        Alarm alarm = new Alarm(System.nanoTime() + time.toNanos(), action);
        set.add(alarm);
        return alarm;
    }

    private void ring() {
        long now = System.nanoTime();
        List<Alarm> due = set.stream().filter(alarm -> now - alarm.at >= 0).toList();
        for (Alarm alarm : due) {
            if (set.remove(alarm)) {
                ForkJoinPool.commonPool().execute(alarm.action);
            }
        }
    }

    /** Something that will be run. */
    final class Alarm {

        private final long at;
        private final Runnable action;

        private Alarm(long at, Runnable action) {
            this.at = at;
            this.action = action;
        }

        void cancel() {
            set.remove(this);
        }
    }

    /** Nothing rings any more. */
    @Override
    public void close() {
        ticks.shutdownNow();
    }
}

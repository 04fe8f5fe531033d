package io.jobview.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM as a clean end with exit code 0. The JVM only tells of them by running shutdown hooks and would end
 * with 130 or 143, so the hook waits for the command to finish and then halts with its code. Thread-safe.
 */
public final class StopSignal {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode;

    /** A signal that only {@link #ask} gives. */
    public StopSignal() {}

    /** A signal that the process's own SIGINT and SIGTERM give too. */
    public static StopSignal ofProcess() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::onShutdown, "jobview-signal"));
        return signal;
    }

    /** Asks for the end. */
    public void ask() {
        asked.countDown();
    }

    /** Waits for the end to be asked for; false when it was not in this time. */
    public boolean await(Duration atMost) {
        try {
            return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Says that the command is done and has stopped what it started. */
    public void finished(int code) {
        exitCode = code;
        finished.countDown();
    }

    private void onShutdown() {
        if (finished.getCount() == 0) {
            return; // the command ended by itself and its exit code stands
        }
        ask();
        boolean clean = false;
        try {
            clean = finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(clean ? exitCode : 1);
    }
}

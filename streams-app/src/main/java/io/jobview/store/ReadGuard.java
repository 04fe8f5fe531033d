package io.jobview.store;

import java.util.concurrent.Semaphore;

/**
 * Keeps {@code close} from freeing native memory under a reader: a use after free ends the JVM, not the request.
 *
 * <p>Any number of readers may be inside from any thread; they never wait for each other or for writers. Once {@link #close}
 * has begun nobody enters, and it returns when the last reader has left.
 */
final class ReadGuard implements AutoCloseable {

    private final Semaphore readers = new Semaphore(Integer.MAX_VALUE);
    private volatile boolean closed;

    /** Enters, unless closed. Who gets {@code true} must call {@link #exit} from a finally block. */
    boolean enter() {
        // The flag is asked first: without it a stream of readers could keep close() waiting for ever.
        return !closed && readers.tryAcquire();
    }

    void exit() {
        readers.release();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            readers.acquireUninterruptibly(Integer.MAX_VALUE);
        }
    }
}

package io.jobview.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;

/**
 * The body of another instance's answer while it is still coming. It is asked for one buffer at a time, so a slow reader slows
 * the owner and nothing piles up here. Written by one thread, once; must be closed, by any thread.
 */
public final class ForwardedStream implements AutoCloseable {

    private final Content.Source source;
    private final Duration idle;
    private final Semaphore more = new Semaphore(0);
    private Runnable onClose = () -> {};
    private boolean closed;

    ForwardedStream(Content.Source source, Duration idle) {
        this.source = source;
        this.idle = idle;
    }

    /** To be run once, as this is closed. */
    synchronized void onClose(Runnable action) {
        onClose = action;
    }

    /**
     * Passes the body on to its end.
     *
     * @throws IOException if the owner fails or sends nothing for too long, or {@code out} fails
     */
    public void writeTo(OutputStream out) throws IOException {
        boolean last = false;
        while (!last) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                await();
            } else if (Content.Chunk.isFailure(chunk)) {
                throw new IOException("the owner's answer was cut", chunk.getFailure());
            } else {
                last = chunk.isLast();
                write(chunk, out);
            }
        }
    }

    private static void write(Content.Chunk chunk, OutputStream out) throws IOException {
        byte[] part = new byte[chunk.remaining()];
        try {
            chunk.getByteBuffer().get(part);
        } finally {
            chunk.release();
        }
        out.write(part);
        out.flush();
    }

    private void await() throws IOException {
        source.demand(more::release);
        try {
            if (!more.tryAcquire(idle.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the owner sent nothing for " + idle.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopping", e);
        }
    }

    /** Ends the owner's work too, if it is not done. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        source.fail(new IOException("nobody reads it"));
        onClose.run();
    }
}

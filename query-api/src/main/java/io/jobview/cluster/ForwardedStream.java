package io.jobview.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of another instance's answer while it is still coming. It is asked for one buffer at a time, so a slow reader slows
 * the owner and nothing piles up here. Written by one thread, once; must be closed, by any thread.
 */
public final class ForwardedStream implements BodySubscriber<HttpForwarder.Body>, HttpForwarder.Body, AutoCloseable {

    private sealed interface Signal {}

    private record Bytes(List<ByteBuffer> buffers) implements Signal {}

    private record End() implements Signal {}

    private record Failure(Throwable cause) implements Signal {}

    private final Duration idle;
    private final CompletableFuture<HttpForwarder.Body> body = new CompletableFuture<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>(); // one and an end at most
    private Runnable onClose = () -> {};
    private boolean closed;

    ForwardedStream(Duration idle) {
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
        while (true) {
            ask();
            Signal signal = await();
            if (signal instanceof Bytes bytes) {
                for (ByteBuffer buffer : bytes.buffers()) {
                    byte[] part = new byte[buffer.remaining()];
                    buffer.get(part);
                    out.write(part);
                }
                out.flush();
            } else if (signal instanceof Failure failure) {
                throw new IOException("the owner's answer was cut", failure.cause());
            } else {
                return;
            }
        }
    }

    private void ask() {
        Flow.Subscription source = subscription.get();
        if (source != null) {
            source.request(1);
        }
    }

    private Signal await() throws IOException {
        try {
            Signal signal = signals.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
            if (signal == null) {
                throw new IOException("the owner sent nothing for " + idle.toMillis() + " ms");
            }
            return signal;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopping", e);
        }
    }

    @Override
    public CompletionStage<HttpForwarder.Body> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription.set(source);
        body.complete(this);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Failure(cause));
    }

    @Override
    public void onComplete() {
        signals.add(new End());
    }

    /** Ends the owner's work too, if it is not done. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Flow.Subscription source = subscription.get();
        if (source != null) {
            source.cancel();
        }
        onClose.run();
    }
}

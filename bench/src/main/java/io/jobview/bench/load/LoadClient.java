package io.jobview.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * A closed loop over kept-alive connections: each sends its next request when its answer is whole. One thread serves all of
 * them, the caller's, so that the client takes as little as it can from the server beside it.
 */
public final class LoadClient implements AutoCloseable {

    private static final int COUNT_ROWS_EVERY = 64;
    private static final long MOST_LATENCY_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;
    private static final long STUCK_AFTER_MILLIS = 30_000;

    private static final class Connection {

        private final SocketChannel channel;
        private final AnswerReader reader = new AnswerReader();
        private final ByteBuffer out = ByteBuffer.allocateDirect(8 << 10);
        private Request request;
        private long sentNanos;

        Connection(SocketChannel channel, Request first) {
            this.channel = channel;
            request = first;
        }

        void send(Request next) throws IOException {
            request = next;
            reader.reset();
            out.clear().put(next.bytes()).flip();
            sentNanos = System.nanoTime();
            while (out.hasRemaining()) { // a request is far smaller than a socket's buffer
                channel.write(out);
            }
        }
    }

    private final Selector selector = Selector.open();
    private final Supplier<Request> requests;
    private Histogram latency = histogram();
    private long answers;
    private boolean sending;
    private int waiting;

    /** @param requests asked on the thread that runs the load */
    public LoadClient(int port, int connections, Supplier<Request> requests) throws IOException {
        this.requests = requests;
        try {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Connection(channel, requests.get()));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Loads for this long, then waits for what is still under way. */
    public LoadResult run(Duration time) throws IOException {
        latency = histogram();
        answers = 0;
        sending = true;
        long cpuBefore = threadCpu();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (SelectionKey key : selector.keys()) {
            ((Connection) key.attachment()).send(requests.get());
            waiting++;
        }
        while (waiting > 0) {
            if (selector.select(this::onReadable, STUCK_AFTER_MILLIS) == 0) {
                throw new IOException("no answer within " + STUCK_AFTER_MILLIS + " ms");
            }
            sending = System.nanoTime() - end < 0;
        }
        return new LoadResult(answers, System.nanoTime() - start, latency, threadCpu() - cpuBefore);
    }

    private void onReadable(SelectionKey key) {
        try {
            Connection connection = (Connection) key.attachment();
            if (connection.reader.read(connection.channel)) {
                answered(connection);
            }
        } catch (IOException e) {
            throw new LoadFailure(e);
        }
    }

    private void answered(Connection connection) throws IOException {
        latency.recordValue(Math.min(System.nanoTime() - connection.sentNanos, MOST_LATENCY_NANOS));
        if (++answers % COUNT_ROWS_EVERY == 0) {
            AnswerCheck.whole(connection.request, connection.reader);
        } else {
            AnswerCheck.cheap(connection.request, connection.reader);
        }
        if (sending) {
            connection.send(requests.get());
        } else {
            waiting--;
        }
    }

    private static Histogram histogram() {
        return new Histogram(MOST_LATENCY_NANOS, DIGITS);
    }

    private static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

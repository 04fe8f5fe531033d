package io.jobview.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * A closed loop over kept-alive connections: each sends its next request when its answer is whole. One thread serves all of
 * them, the caller's, so that the client takes as little as it can from the server beside it. Right for throughput; its
 * latencies leave out those that would have waited, so {@link OpenLoad} is for them.
 */
public final class LoadClient implements AutoCloseable {

    private static final int COUNT_ROWS_EVERY = 64;
    private static final long STUCK_AFTER_MILLIS = 30_000;

    private final Selector selector = Selector.open();
    private final Supplier<Request> requests;
    private Histogram latency = LoadResult.histogram();
    private long answers;
    private boolean sending;
    private int waiting;

    /** @param requests asked on the thread that runs the load */
    public LoadClient(int port, int connections, Supplier<Request> requests) throws IOException {
        this.requests = requests;
        try {
            for (int i = 0; i < connections; i++) {
                ClientConnection.open(port, selector);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Loads for this long, then waits for what is still under way. */
    public LoadResult run(Duration time) throws IOException {
        latency = LoadResult.histogram();
        answers = 0;
        sending = true;
        long cpuBefore = threadCpu();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (SelectionKey key : selector.keys()) {
            ClientConnection.of(key).send(requests.get(), System.nanoTime());
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
            ClientConnection connection = ClientConnection.of(key);
            if (connection.read()) {
                answered(connection);
            }
        } catch (IOException e) {
            throw new LoadFailure(e);
        }
    }

    private void answered(ClientConnection connection) throws IOException {
        LoadResult.record(connection.latencyNanos(), latency);
        connection.check(++answers % COUNT_ROWS_EVERY == 0);
        if (sending) {
            connection.send(requests.get(), System.nanoTime());
        } else {
            waiting--;
        }
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

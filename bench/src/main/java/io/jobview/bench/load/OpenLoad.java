package io.jobview.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Requests at a fixed rate, whether or not the earlier ones are answered, as many readers who know nothing of each other send
 * them. A latency counts from the moment at which the request was to be sent: one that had to wait for a connection, because
 * the server stood still, tells of that. For one thread, the caller's.
 */
public final class OpenLoad implements AutoCloseable {

    private static final int COUNT_ROWS_EVERY = 16;
    private static final long LONGEST_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long STUCK_AFTER_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Selector selector = Selector.open();
    private final Supplier<Request> requests;
    private final ArrayDeque<ClientConnection> idle = new ArrayDeque<>();
    private Histogram latency = LoadResult.histogram();
    private long answers;

    /**
     * @param connections as many requests are under way at most
     * @param requests asked on the thread that runs the load
     */
    public OpenLoad(int port, int connections, Supplier<Request> requests) throws IOException {
        this.requests = requests;
        try {
            for (int i = 0; i < connections; i++) {
                idle.add(ClientConnection.open(port, selector));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Sends for this long, and waits for every answer, however late. */
    public LoadResult run(Duration time, int perSecond) throws IOException {
        latency = LoadResult.histogram();
        answers = 0;
        long cpuBefore = threadCpu();
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long all = Math.max(1, time.toNanos() / period);
        long sent = 0;
        long start = System.nanoTime();
        long heardNanos = start;
        while (answers < all) {
            sent = sendDue(start, period, sent, all);
            long before = answers;
            selector.selectNow(this::onReadable);
            long now = System.nanoTime();
            heardNanos = answers > before ? now : heardNanos;
            if (sent - answers > 0 && now - heardNanos > STUCK_AFTER_NANOS) {
                throw new IOException("no answer for 30 s");
            }
            if (answers == before) {
                LockSupport.parkNanos(LONGEST_PARK_NANOS); // spinning would take a core from the server
            }
        }
        return new LoadResult(answers, System.nanoTime() - start, latency, threadCpu() - cpuBefore);
    }

    private long sendDue(long start, long period, long already, long all) throws IOException {
        long sent = already;
        while (sent < all && System.nanoTime() - (start + sent * period) >= 0) {
            ClientConnection connection = idle.poll();
            if (connection == null) {
                break; // the request is late from now on, and its latency counts that
            }
            connection.send(requests.get(), start + sent * period);
            sent++;
        }
        return sent;
    }

    private void onReadable(SelectionKey key) {
        try {
            ClientConnection connection = ClientConnection.of(key);
            if (connection.read()) {
                LoadResult.record(connection.latencyNanos(), latency);
                connection.check(++answers % COUNT_ROWS_EVERY == 0);
                idle.add(connection);
            }
        } catch (IOException e) {
            throw new LoadFailure(e);
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

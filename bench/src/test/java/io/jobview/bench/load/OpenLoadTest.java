package io.jobview.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenLoadTest {

    private static final long STALL_MILLIS = 300;

    private final AtomicLong served = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile long stallAt = -1;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            if (served.incrementAndGet() == stallAt) {
                try {
                    TimeUnit.MILLISECONDS.sleep(STALL_MILLIS); // the stall is what is tested
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'[', ']'});
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sendsExactlyAsManyAsTheRateAsksFor() throws IOException {
        LoadResult result = run(4, Duration.ofMillis(500), 200);
        assertThat(result.answers()).isEqualTo(100).isEqualTo(served.get());
        assertThat(result.nanos()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(490));
    }

    /** A closed loop would count one slow answer; here all that were to be sent meanwhile count as late. */
    @Test
    void countsTheWaitOfThoseThatCouldNotBeSentWhileTheServerStoodStill() throws IOException {
        stallAt = 20;
        LoadResult result = run(1, Duration.ofMillis(500), 200);
        long late = result.latency()
                .getCountBetweenValues(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.SECONDS.toNanos(60));
        assertThat(result.answers()).isEqualTo(100);
        assertThat(late).isGreaterThan(20);
    }

    private LoadResult run(int connections, Duration time, int rate) throws IOException {
        Request request = Request.get("/", 0);
        try (OpenLoad load = new OpenLoad(server.getAddress().getPort(), connections, () -> request)) {
            return load.run(time, rate);
        }
    }
}

package io.jobview.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadClientTest {

    private static final String ROW = "{\"id\":\"" + "x".repeat(300) + "\"}";

    private final AtomicLong served = new AtomicLong();
    private volatile String body = "";
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            served.incrementAndGet();
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void countsExactlyTheAnswersThatTheServerGave() throws IOException {
        body = "[" + ROW + "," + ROW + "]";
        try (LoadClient client = client(2)) {
            LoadResult result = client.run(Duration.ofMillis(100));
            assertThat(result.answers()).isPositive().isEqualTo(served.get());
            assertThat(result.latency().getTotalCount()).isEqualTo(served.get());
            assertThat(client.run(Duration.ofMillis(20)).answers()).isPositive();
        }
    }

    @Test
    void refusesToCountOtherAnswersThanPages() throws IOException {
        body = "[" + ROW + "]";
        assertFails(2, "got status 200 with 1 rows");
        body = "[" + ROW + "," + ROW + "," + ROW + "]";
        assertFails(2, "got status 200 with 3 rows"); // found by the counting of every few answers
        status = 503;
        assertFails(3, "got status 503");
    }

    private void assertFails(int rows, String message) throws IOException {
        try (LoadClient client = client(rows)) {
            assertThatThrownBy(() -> client.run(Duration.ofSeconds(10))).hasMessageContaining(message);
        }
    }

    private LoadClient client(int rows) throws IOException {
        Request request = Request.get("/page", rows);
        return new LoadClient(server.getAddress().getPort(), 4, () -> request);
    }
}

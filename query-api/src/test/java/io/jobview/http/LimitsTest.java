package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No reader takes from others more than the limits let it. */
@Timeout(60)
class LimitsTest {

    private static final HttpLimits TIGHT = new HttpLimits(
            2, 3, 6, Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO);

    private final InMemoryView view = new InMemoryView().add("w", "j");

    @Test
    void readsBeyondTheQueueAreTurnedAwayAtOnceAndProbesAreNot() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        view.answeringFromDisk(request -> {
            inside.incrementAndGet();
            awaitOpen(go);
            return page(0);
        });
        HttpLimits limits = new HttpLimits(
                2, 3, 100, Duration.ofSeconds(20), Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ZERO);
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0, limits), view)) {
            List<CompletableFuture<Client.Reply>> taken = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                taken.add(CompletableFuture.supplyAsync(
                        () -> Client.get(server.port(), "/workflows/w/jobs"), command -> new Thread(command).start()));
            }
            await().until(() -> inside.get() == 2);
            await().untilAsserted(() ->
                    assertThat(metric(server, "jobview_http_requests_queued")).isEqualTo("3.0"));
            // And the scrape itself; the one before it may still be counted when its answer is here.
            await().untilAsserted(() -> assertThat(metric(server, "jobview_http_requests_in_flight"))
                    .isEqualTo("6.0"));

            Client.Reply refused = Client.get(server.port(), "/workflows/w/jobs");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.body()).startsWith("{\"type\":\"urn:jobview:problem:too-many-requests\"");
            for (String probe : List.of("/livez", "/readyz", "/startupz")) {
                assertThat(Client.get(server.port(), probe).status()).isEqualTo(200);
            }
            go.countDown();
            for (CompletableFuture<Client.Reply> each : taken) {
                assertThat(each.get().status()).isEqualTo(200);
            }
            assertThat(Client.get(server.port(), "/workflows/w/jobs").status()).isEqualTo(200);
        }
    }

    @Test
    void aHeadThatDripsIsCutOff() throws Exception {
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0, TIGHT), view)) {
            assertThat(millisUntilCut(server.port(), "GET /workflows/w/jobs HTTP/1.1\r\nHost: localhost\r\nX: ", "a"))
                    .isBetween(1_000L, 10_000L);
            assertThat(millisUntilCut(server.port(), "\r\n", "\r\n")).isBetween(1_000L, 10_000L);
            assertThat(Client.get(server.port(), "/livez").status()).isEqualTo(200);
        }
    }

    @Test
    void aSecondHeadThatDripsIsCutOffToo() throws Exception {
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0, TIGHT), view)) {
            String whole = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
            assertThat(millisUntilCut(server.port(), whole + "GET /li", "v")).isBetween(1_000L, 10_000L);
        }
    }

    @Test
    void aReaderThatTakesNothingIsCutOff() throws Exception {
        view.answering(request -> page(64 << 20));
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0, TIGHT), view);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(ascii("GET /workflows/w/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            await().until(() -> metric(server, "jobview_http_connections").equals("2.0"));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> metric(server, "jobview_http_connections").equals("1.0"));
        }
    }

    @Test
    void aReaderThatIsAtWorkIsNotCutOff() throws Exception {
        view.answeringFromDisk(request -> {
            awaitMillis(2_500);
            return page(0);
        });
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0, TIGHT), view)) {
            assertThat(Client.get(server.port(), "/workflows/w/jobs").status()).isEqualTo(200);
        }
    }

    @Test
    void connectionsBeyondTheLimitWait() throws Exception {
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0, TIGHT), view)) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < TIGHT.maxConnections(); i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                socket.getOutputStream().write(ascii("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                idle.add(socket);
            }
            CompletableFuture<Client.Reply> waiting = CompletableFuture.supplyAsync(
                    () -> Client.get(server.port(), "/livez"), command -> new Thread(command).start());
            assertThat(waiting).isNotDone();
            idle.remove(0).close();
            assertThat(waiting.get().status()).isEqualTo(200);
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static String metric(HttpServer server, String name) {
        return Client.get(server.port(), "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("none");
    }

    /** Sends the beginning at once and then a drop every tenth of a second. */
    private static long millisUntilCut(int port, String beginning, String drop) throws Exception {
        long begun = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(100);
            OutputStream out = socket.getOutputStream();
            out.write(ascii(beginning));
            while (true) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        break;
                    }
                } catch (SocketTimeoutException e) {
                    out.write(ascii(drop));
                }
            }
        } catch (IOException e) {
            // Cut off while writing.
        }
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private static ReadResult<JobPage> page(int rowBytes) {
        return new ReadResult.Served<>(
                new JobPage(new byte[rowBytes], 0, Digest.ZERO, null), ViewPosition.EMPTY, Duration.ZERO);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitMillis(long millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }
}

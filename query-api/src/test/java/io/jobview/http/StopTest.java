package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stop under load breaks no answer: what was begun is whole, and readers are told to go before the door closes. */
@Timeout(60)
class StopTest {

    private static final byte[] REQUEST =
            "GET /workflows/w/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final HttpLimits DRAINING = new HttpLimits(
            128,
            1024,
            4096,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));

    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicLong whole = new AtomicLong();

    @Test
    void noAnswerIsBroken() throws Exception {
        InMemoryView view = new InMemoryView().add("w", "j");
        HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0, DRAINING), view);
        int port = server.port();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Thread reader = new Thread(() -> readUntilRefused(port));
            reader.start();
            readers.add(reader);
        }
        await().until(() -> whole.get() > 1_000);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        await().untilAsserted(() -> {
            Client.Reply ready = Client.get(port, "/readyz");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body()).contains("\"detail\":\"stopping\"");
        });
        assertThat(Client.get(port, "/livez").status()).isEqualTo(200);
        stopped.get();
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(broken).isEmpty();
    }

    /** On kept connections; a connection that ends without a byte of an answer was never taken. */
    private void readUntilRefused(int port) {
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(10_000);
                readUntilClosed(socket);
            } catch (IOException e) {
                return; // refused: the server is gone
            }
        }
    }

    private void readUntilClosed(Socket socket) {
        StringBuilder head = new StringBuilder();
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean last;
            do {
                head.setLength(0);
                socket.getOutputStream().write(REQUEST);
                while (head.indexOf("\r\n\r\n") < 0) {
                    int next = in.read();
                    if (next < 0) {
                        throw new IOException("end within a head");
                    }
                    head.append((char) next);
                }
                check(head.toString(), in.readNBytes(lengthIn(head.toString())));
                last = head.toString().contains("Connection: close");
            } while (!last);
        } catch (IOException e) {
            if (head.length() > 0) {
                broken.add(e + " after " + head);
            }
        }
    }

    private void check(String head, byte[] body) {
        boolean answered = head.startsWith("HTTP/1.1 200 ") && body.length == lengthIn(head);
        // Once it does not listen any more, a request on a kept connection is refused, in whole.
        boolean refused = head.startsWith("HTTP/1.1 503 ") && head.contains("Retry-After");
        if (answered) {
            whole.incrementAndGet();
        } else if (!refused) {
            broken.add(head + new String(body, StandardCharsets.ISO_8859_1));
        }
    }

    private static int lengthIn(String head) {
        int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
        return Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
    }
}

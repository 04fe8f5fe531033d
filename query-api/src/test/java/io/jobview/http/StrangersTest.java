package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.auth.AuthResult;
import io.jobview.auth.Authenticator;
import io.jobview.auth.Principal;
import io.jobview.tls.ServerKey;
import io.jobview.tls.TrustedAuthorities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has no token keeps nobody out who has one, over plain HTTP and over TLS. */
@Timeout(120)
class StrangersTest {

    private static final int SLOTS = 4;
    private static final HttpLimits FEW = new HttpLimits(
            SLOTS, 2, 1_000, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ZERO);
    private static final Authenticator READERS = sent -> sent.equals(List.of("Bearer good"))
            ? new AuthResult.Granted(Principal.ANYBODY)
            : sent.isEmpty() ? new AuthResult.Missing() : new AuthResult.Invalid("unknown");

    @TempDir
    private static Path dir;

    private final InMemoryView view = new InMemoryView().add("w", "j");

    @Test
    void whoAsksOnAndOn() throws Exception {
        Path keystore = Keystores.make(dir, "own", "PKCS12", "EC");
        SSLContext trust = TrustedAuthorities.context(keystore, Keystores.PASSWORD);
        ServerKey key = new ServerKey(keystore, Keystores.PASSWORD, null, null);
        for (ServerKey tls : new ServerKey[] {null, key}) {
            HttpConfig config = new HttpConfig("127.0.0.1", 0, FEW).with(tls);
            try (HttpServer server = HttpServer.start(config, view, Forwarding.within(), READERS)) {
                for (String request : List.of(
                        "/openapi.yaml HTTP/1.1",
                        "/workflows/w/jobs HTTP/1.1\r\nAuthorization: Bearer bad",
                        "/peer/workflows/w/jobs HTTP/1.1\r\nJobview-Peer: 1 1 00")) {
                    assertReadersAreAnswered(server.port(), tls == null ? null : trust, request);
                }
            }
        }
    }

    private static void assertReadersAreAnswered(int port, @Nullable SSLContext trust, String request)
            throws Exception {
        HttpClient.Builder client = HttpClient.newBuilder();
        if (trust != null) {
            client.sslContext(trust);
        }
        List<Socket> strangers = new ArrayList<>();
        AtomicLong written = new AtomicLong();
        try {
            for (int i = 0; i < 2 * SLOTS; i++) {
                strangers.add(askOnAndOn(port, trust, request, written));
            }
            AtomicLong before = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(30)) // until each is stuck with answers that it does not read
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> before.getAndSet(written.get()) == written.get());
            for (int i = 0; i < 10; i++) {
                URI uri = URI.create((trust == null ? "http" : "https") + "://127.0.0.1:" + port + "/workflows/w/jobs");
                HttpResponse<String> reply = client.build()
                        .send(
                                HttpRequest.newBuilder(uri)
                                        .header("Authorization", "Bearer good")
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(reply.statusCode()).as(request).isEqualTo(200);
            }
        } finally {
            for (Socket socket : strangers) {
                socket.close();
            }
        }
    }

    private static Socket askOnAndOn(int port, @Nullable SSLContext trust, String request, AtomicLong written)
            throws Exception {
        Socket plain = new Socket();
        plain.setReceiveBufferSize(1024);
        plain.setSoLinger(true, 0);
        plain.connect(new InetSocketAddress("127.0.0.1", port));
        Socket socket = trust == null ? plain : trust.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        byte[] head = ("GET " + request + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        Thread writer = new Thread(
                () -> {
                    try {
                        while (true) {
                            socket.getOutputStream().write(head);
                            written.incrementAndGet();
                        }
                    } catch (IOException e) {
                        // Closed: the test is over.
                    }
                },
                "stranger");
        writer.setDaemon(true);
        writer.start();
        return plain;
    }
}

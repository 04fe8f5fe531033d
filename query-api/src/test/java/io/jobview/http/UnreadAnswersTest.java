package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.cluster.Peers;
import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.ViewPosition;
import io.jobview.tls.ServerKey;
import io.jobview.tls.TrustedAuthorities;
import io.jobview.view.ReadResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers that ask on and on and read nothing hold up nobody but themselves, over plain HTTP and over TLS. */
@Timeout(120)
class UnreadAnswersTest {

    private static final int CONNECTIONS = 2 * Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int SMALL_WINDOW = 1024;
    private static final int REQUESTS = 100;

    /** Milliseconds on a machine that is free, and far less than the half minute after which a reader that reads nothing is cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private static Path dir;

    private static ServerKey key;
    private static SSLContext trust;

    private final InMemoryView view = new InMemoryView().add("w", "j");

    @BeforeAll
    static void makeKeys() throws Exception {
        Path keystore = Keystores.make(dir, "own", "PKCS12", "EC");
        key = new ServerKey(keystore, Keystores.PASSWORD, null, null);
        trust = TrustedAuthorities.context(keystore, Keystores.PASSWORD);
    }

    @Test
    void manyWrongParameters() throws Exception {
        assertOthersAreAnswered("/workflows/w/jobs?" + "a&".repeat(4_050));
        assertOthersAreAnswered("/workflows/w/jobs?" + "limit=%00&".repeat(800));
        assertOthersAreAnswered("/workflows/w?" + "a&".repeat(4_050));
        assertOthersAreAnswered("/workflows?" + "%22=%00&".repeat(1_000));
    }

    @Test
    void longPathsThatAreRefused() throws Exception {
        assertOthersAreAnswered("/" + "\"".repeat(8_100));
    }

    @Test
    void pagesOfEverySize() throws Exception {
        for (int bytes : List.of(1_000, 65_500, 2_000_000)) {
            view.answering(request -> page(bytes));
            assertOthersAreAnswered("/workflows/w/jobs");
        }
    }

    /** The thread that reads the owner's answers writes none that its reader does not take. */
    @Test
    void pagesOfAnotherInstance() throws Exception {
        InMemoryView asked = new InMemoryView();
        try (HttpServer owner = HttpServer.start(config(null), view, Forwarding.within());
                HttpServer server = HttpServer.start(config(null), asked, Forwarding.within())) {
            asked.answering(request -> new ReadResult.Elsewhere<>(0, Forwarding.address(owner.port())));
            for (int bytes : List.of(60_000, 66_000)) {
                view.answering(request -> page(bytes));
                assertOthersAreAnswered(server, null, "/workflows/w/jobs", "/workflows/other/jobs");
            }
        }
    }

    private void assertOthersAreAnswered(String target) throws Exception {
        for (ServerKey tls : new ServerKey[] {null, key}) {
            try (HttpServer server = HttpServer.start(config(tls), view, (Peers) null)) {
                assertOthersAreAnswered(server, tls, target, "/livez");
            }
        }
    }

    private static void assertOthersAreAnswered(HttpServer server, @Nullable ServerKey tls, String target, String other)
            throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + server.port() + other))
                .timeout(PATIENCE)
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        List<Socket> unread = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                unread.add(askOnAndOn(server.port(), tls, target));
            }
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                        .as(target)
                        .isEqualTo(200);
            }
        } finally {
            for (Socket socket : unread) {
                socket.close();
            }
        }
    }

    /** As many bytes of requests as a connection takes without anybody who reads the answers. */
    private static Socket askOnAndOn(int port, @Nullable ServerKey tls, String target) throws Exception {
        Socket plain = SocketFactory.getDefault().createSocket();
        plain.setReceiveBufferSize(SMALL_WINDOW);
        plain.setSoLinger(true, 0);
        plain.connect(new InetSocketAddress("127.0.0.1", port));
        Socket socket = tls == null ? plain : trust.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        byte[] head = ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        Thread writer = new Thread(
                () -> {
                    try {
                        while (true) {
                            socket.getOutputStream().write(head);
                        }
                    } catch (IOException e) {
                        // Closed: the test is over.
                    }
                },
                "writer");
        writer.setDaemon(true);
        writer.start();
        return plain; // to close the other one waits for what it writes
    }

    private static HttpConfig config(@Nullable ServerKey tls) {
        return new HttpConfig("127.0.0.1", 0).with(tls);
    }

    private static ReadResult<JobPage> page(int rowBytes) {
        return new ReadResult.Served<>(
                new JobPage(new byte[rowBytes], 0, Digest.ZERO, null), ViewPosition.EMPTY, Duration.ZERO);
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.tls.ServerKey;
import io.jobview.tls.TrustedAuthorities;
import io.jobview.view.ReadResult;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms of requests that the specifications allow and few clients use. */
class ForeignFormsTest {

    private static final String LINES = "Accept: application/x-ndjson\r\n";

    private final InMemoryView view = new InMemoryView().add("w", "j");
    private final HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view, Forwarding.within());

    @AfterEach
    void stop() {
        server.close();
    }

    /** RFC 9110 section 8.6. */
    @Test
    void theHeadOfAnExportNamesNoLength() {
        assertNoLength(Client.request(server.port(), "HEAD", "/workflows/w/jobs", LINES));
        InMemoryView asked = new InMemoryView();
        asked.answering(request -> new ReadResult.Elsewhere<>(0, Forwarding.address(server.port())));
        try (HttpServer asking = HttpServer.start(new HttpConfig("127.0.0.1", 0), asked, Forwarding.within())) {
            assertNoLength(Client.request(asking.port(), "HEAD", "/workflows/w/jobs", LINES));
            Client.Reply page = Client.request(asking.port(), "HEAD", "/workflows/w/jobs", "");
            assertThat(page.header("Content-Length"))
                    .isEqualTo(Client.get(asking.port(), "/workflows/w/jobs").header("Content-Length"))
                    .isNotEqualTo("0");
        }
    }

    private static void assertNoLength(Client.Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Length")).isEmpty();
        assertThat(reply.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(reply.body()).isEmpty();
    }

    /** RFC 9112 section 3.2.2: Host counts for nothing. */
    @Test
    void anAbsoluteTargetIsTheTarget() {
        for (String target : List.of("http://localhost/workflows/w/jobs", "https://localhost:1/workflows/w/jobs")) {
            Client.Reply reply = Client.get(server.port(), target);
            assertThat(reply.status()).as(target).isEqualTo(200);
            assertThat(reply.body()).contains("\"j\"");
        }
    }

    @Test
    void aTargetWithoutAPathIsNone() {
        for (String method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
            for (String target : List.of("?", "?a=b")) {
                Client.Reply reply = Client.request(server.port(), method, target, "");
                assertThat(reply.status()).as(method + " " + target).isEqualTo(400);
                assertThat(reply.header("Location")).isEmpty();
                assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
            }
        }
    }

    /** As kubelets send. */
    @Test
    void overTlsTheHostMayBeAnAddress(@TempDir Path dir) throws Exception {
        Path keystore = Keystores.make(dir, "localhost", "PKCS12", "EC");
        ServerKey key = new ServerKey(keystore, Keystores.PASSWORD, null, null);
        try (HttpServer secure = HttpServer.start(new HttpConfig("127.0.0.1", 0).with(key), view, null, sent -> {
            throw new AssertionError("nobody asks who asks for a probe");
        })) {
            for (String host : List.of("10.1.2.3", "10.1.2.3:8443", "[fd00::1]", "jobview-0.jobview", "localhost")) {
                try (Socket socket = TrustedAuthorities.context(keystore, Keystores.PASSWORD)
                        .getSocketFactory()
                        .createSocket("localhost", secure.port())) {
                    String head = "GET /livez HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                    ByteArrayOutputStream answer = new ByteArrayOutputStream();
                    socket.getInputStream().transferTo(answer);
                    assertThat(answer.toString(StandardCharsets.US_ASCII))
                            .as(host)
                            .startsWith("HTTP/1.1 200");
                }
            }
        }
    }
}

package io.jobview.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.auth.AuthResult;
import io.jobview.auth.Authenticator;
import io.jobview.auth.Principal;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import io.jobview.http.InMemoryView;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets in below {@code /peer}, and what a peer's secret is good for elsewhere: nothing. */
class PeerRouteTest {

    private static final String PEER_PATH = "/peer/workflows/w/jobs";

    private final String text = PeerSecret.random();
    private final PeerSecret secret = PeerSecret.of(List.of(text));
    private final Authenticator readers = sent -> sent.equals(List.of("Bearer reader"))
            ? new AuthResult.Granted(Principal.ANYBODY)
            : sent.isEmpty() ? new AuthResult.Missing() : new AuthResult.Invalid("unknown");
    private final InMemoryView view = new InMemoryView().add("w", "j");
    private final HttpServer server = HttpServer.start(
            new HttpConfig("127.0.0.1", 0),
            view,
            new Peers(secret, new HttpForwarder(secret, null), Duration.ofSeconds(2)),
            readers);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPeerIsAnswered() throws Exception {
        HttpResponse<String> reply = get(server, PEER_PATH, PeerSecret.HEADER, signed(PEER_PATH));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"jobs\":[{\"id\":\"j\"}],\"cursor\":\"\"}");
        assertThat(get(server, "/peer/view", PeerSecret.HEADER, signed("/peer/view"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aReaderIsNot() throws Exception {
        for (String path : List.of(PEER_PATH, "/peer/view", "/peer", "/peer/", "/peer/livez", "/peer/peer/workflows")) {
            HttpResponse<String> reply = get(server, path, "Authorization", "Bearer reader");
            assertThat(reply.statusCode()).as(path).isEqualTo(403);
            assertThat(reply.body()).contains("urn:jobview:problem:peer-forbidden");
            assertThat(get(server, path, "Jobview-Forwarded", "1").statusCode()).isEqualTo(403);
            assertThat(get(server, path, PeerSecret.HEADER, text).statusCode()).isEqualTo(403);
            assertThat(get(server, path, "Authorization", "Bearer " + text).statusCode())
                    .isEqualTo(403);
        }
        assertThat(get(server, PEER_PATH, PeerSecret.HEADER, signed("/peer/workflows/x/jobs"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(view.requests()).isEmpty();
    }

    @Test
    void aPeersSecretIsUselessElsewhere() throws Exception {
        String path = "/workflows/w/jobs";
        assertThat(get(server, path, PeerSecret.HEADER, signed(path)).statusCode())
                .isEqualTo(401);
        assertThat(get(server, path, PeerSecret.HEADER, signed("/peer" + path)).statusCode())
                .isEqualTo(401);
        assertThat(get(server, path, "Authorization", "Bearer " + text).statusCode())
                .isEqualTo(401);
        assertThat(get(server, path, "Jobview-Forwarded", "1").statusCode()).isEqualTo(401);
        assertThat(get(server, "/view", PeerSecret.HEADER, signed("/view")).statusCode())
                .isEqualTo(401);
        assertThat(view.requests()).isEmpty();
    }

    @Test
    void peersAskEachOtherForReadsAlone() throws Exception {
        for (String path :
                List.of("/peer/livez", "/peer/readyz", "/peer/peer/view", "/peer/nothing", "/peer", "/peer/")) {
            assertThat(get(server, path, PeerSecret.HEADER, signed(path)).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void withoutASecretThereAreNoPeers() throws Exception {
        try (HttpServer alone = HttpServer.start(new HttpConfig("127.0.0.1", 0), view)) {
            HttpResponse<String> reply = get(alone, PEER_PATH, PeerSecret.HEADER, signed(PEER_PATH));
            assertThat(reply.statusCode()).isEqualTo(403);
            assertThat(reply.body()).contains("peer.secret is not set");
        }
    }

    private String signed(String target) {
        return secret.sign("GET", target, Instant.now());
    }

    private HttpResponse<String> get(HttpServer of, String target, String header, String value) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + of.port() + target);
        return client.send(HttpRequest.newBuilder(uri).header(header, value).build(), BodyHandlers.ofString());
    }
}

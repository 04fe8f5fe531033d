package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.auth.AuthResult;
import io.jobview.auth.Principal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While anybody may read, no website reads through the browser of somebody on this machine. */
class HostTest {

    private static final List<String> OTHERS = List.of(
            "rebound.example",
            "127.0.0.1.example",
            "localhost.example",
            "notlocalhost",
            "10.1.2.3",
            "[::2]",
            "[2001:db8::1]");

    private final InMemoryView view = new InMemoryView().add("w", "j");

    @Test
    void onlyNamesOfThisMachineAreAnswered() {
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view)) {
            for (String host :
                    List.of("localhost", "LOCALHOST", "a.localhost", "localhost.", "127.0.0.1", "127.9.8.7", "[::1]")) {
                for (String port : List.of("", ":" + server.port(), ":80")) {
                    assertThat(ask(server, "/workflows/w/jobs", host + port).status())
                            .as(host + port)
                            .isEqualTo(200);
                }
            }
            for (String host : OTHERS) {
                for (String target :
                        List.of("/workflows/w/jobs", "/workflows", "/view", "/livez", "/metrics", "/docs", "/none")) {
                    Client.Reply reply = ask(server, target, host + ":" + server.port());
                    assertThat(reply.status()).as(host + target).isEqualTo(403);
                    assertThat(reply.body()).contains("urn:jobview:problem:host-forbidden");
                }
            }
            assertThat(Client.get(server.port(), "http://rebound.example/workflows/w/jobs")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void whereATokenIsNeededAnyNameWillDo() {
        try (HttpServer server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0), view, null, sent -> new AuthResult.Granted(Principal.ANYBODY))) {
            for (String host : OTHERS) {
                assertThat(ask(server, "/workflows/w/jobs", host).status())
                        .as(host)
                        .isEqualTo(200);
            }
        }
    }

    private static Client.Reply ask(HttpServer server, String target, String host) {
        return Client.send(
                server.port(), "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }
}

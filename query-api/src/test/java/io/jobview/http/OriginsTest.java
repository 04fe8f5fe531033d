package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.auth.AuthResult;
import io.jobview.auth.Authenticator;
import io.jobview.auth.Principal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which websites' pages may read. */
class OriginsTest {

    private static final Authenticator READERS = sent ->
            sent.equals(List.of("Bearer good")) ? new AuthResult.Granted(Principal.ANYBODY) : new AuthResult.Missing();
    private static final String ASKS =
            "Access-Control-Request-Method: GET\r\n" + "Access-Control-Request-Headers: authorization\r\nOrigin: ";
    private static final String GOOD = "Authorization: Bearer good\r\nOrigin: ";

    private final InMemoryView view = new InMemoryView().add("w", "j");

    @Test
    void thoseThatAreNamedRead() {
        try (HttpServer server = start("https://app.example", "http://localhost:3000")) {
            for (String target : List.of("/workflows", "/workflows/w", "/workflows/w/jobs", "/workflows/w/jobs?a")) {
                Client.Reply asked = ask(server, "OPTIONS", target, ASKS + "https://app.example\r\n");
                assertThat(asked.status()).as(target).isEqualTo(204);
                assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
                assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization", "If-None-Match");
                Client.Reply read = ask(server, "GET", target, GOOD + "http://localhost:3000\r\n");
                assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
                assertThat(read.header("Access-Control-Expose-Headers")).contains("ETag", "View-Position");
                assertThat(read.header("Access-Control-Allow-Credentials")).isEmpty();
            }
            Client.Reply refused = ask(server, "GET", "/workflows/w/jobs", "Origin: https://app.example\r\n");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
        }
    }

    @Test
    void nobodyElseDoesAndNothingElseIsRead() {
        try (HttpServer server = start("https://app.example");
                HttpServer none = start()) {
            for (String origin :
                    List.of("https://other.example", "https://app.example.evil", "http://app.example", "null")) {
                assertNotAllowed(ask(server, "OPTIONS", "/workflows", ASKS + origin + "\r\n"));
                assertNotAllowed(ask(server, "GET", "/workflows", GOOD + origin + "\r\n"));
            }
            for (String target : List.of("/view", "/metrics", "/livez", "/peer/workflows", "/workflowsx", "/")) {
                assertNotAllowed(ask(server, "OPTIONS", target, ASKS + "https://app.example\r\n"));
                assertNotAllowed(ask(server, "GET", target, GOOD + "https://app.example\r\n"));
            }
            assertNotAllowed(ask(none, "GET", "/workflows", GOOD + "https://app.example\r\n"));
        }
    }

    @Test
    void aStarIsAny() {
        try (HttpServer server = start("*")) {
            assertThat(ask(server, "GET", "/workflows", GOOD + "https://any.example\r\n")
                            .header("Access-Control-Allow-Origin"))
                    .isEqualTo("https://any.example");
        }
    }

    private static void assertNotAllowed(Client.Reply reply) {
        assertThat(reply.head()).doesNotContainIgnoringCase("Access-Control-");
    }

    private HttpServer start(String... origins) {
        return HttpServer.start(new HttpConfig("127.0.0.1", 0).withOrigins(List.of(origins)), view, null, READERS);
    }

    private static Client.Reply ask(HttpServer server, String method, String target, String headers) {
        return Client.request(server.port(), method, target, headers);
    }
}

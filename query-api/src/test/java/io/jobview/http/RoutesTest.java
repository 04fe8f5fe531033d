package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every route has by being in the table; a new one is tested without another line. */
class RoutesTest {

    private static HttpServer server;

    @BeforeAll
    static void start() {
        server = HttpServer.start(new HttpConfig("127.0.0.1", 0), new InMemoryView().add("w", "j"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<String> paths() {
        return server.routes().all().stream().map(route -> route.path().text().replaceAll("\\{[a-z_]+}", "w"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void headHasTheHeadersOfGetAndNoBody(String path) {
        Client.Reply get = Client.get(server.port(), path);
        Client.Reply head = Client.request(server.port(), "HEAD", path, "");

        assertThat(names(head)).isEqualTo(names(get));
        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void optionsSaysWhatIsAllowed(String path) {
        Client.Reply reply = Client.request(server.port(), "OPTIONS", path, "");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(reply.body()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void anotherMethodABodyAndAnUnknownMediaTypeAreRefused(String path) {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW", "get")) {
            Client.Reply reply = Client.request(server.port(), method, path, "");
            assertProblem(reply, 405, "method-not-allowed");
            assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
        assertProblem(
                Client.request(server.port(), "GET", path, "Content-Length: 1000000\r\n"), 413, "content-too-large");
        assertProblem(
                Client.request(server.port(), "GET", path, "Transfer-Encoding: chunked\r\n"), 413, "content-too-large");
        assertProblem(Client.request(server.port(), "GET", path, "Accept: image/png\r\n"), 406, "not-acceptable");
        assertProblem(Client.request(server.port(), "GET", path, "Accept: */*;q=0\r\n"), 406, "not-acceptable");
    }

    @Test
    void anEmptyBodyIsNone() {
        assertThat(Client.request(server.port(), "GET", "/livez", "Content-Length: 0\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void acceptMayComeInSeveralLines() {
        String lines = "Accept: image/png\r\nAccept: application/json;q=0.1\r\n";
        assertThat(Client.request(server.port(), "GET", "/livez", lines).status())
                .isEqualTo(200);
    }

    @Test
    void optionsOfTheWholeServer() {
        Client.Reply reply = Client.request(server.port(), "OPTIONS", "*", "");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(Client.request(server.port(), "OPTIONS", "/nowhere", "").status())
                .isEqualTo(404);
    }

    private static List<String> names(Client.Reply reply) {
        return reply.head()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(':')))
                .sorted()
                .toList();
    }

    private static void assertProblem(Client.Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).startsWith("{\"type\":\"urn:jobview:problem:" + code + "\"");
    }
}

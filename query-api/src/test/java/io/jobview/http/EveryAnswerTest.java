package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.view.ReadResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for each answer, and the front page. */
class EveryAnswerTest {

    private final InMemoryView view = new InMemoryView().add("w", "j");
    private final HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void noAnswersTypeIsGuessed() {
        for (String request : List.of(
                "GET /",
                "GET /docs",
                "GET /livez",
                "GET /metrics",
                "GET /view",
                "GET /openapi.yaml",
                "GET /none",
                "GET ?",
                "GET /workflows",
                "GET /workflows/w/jobs",
                "GET /workflows/w/jobs?limit=1000",
                "GET /workflows/w/jobs?a",
                "HEAD /workflows/w/jobs",
                "OPTIONS /workflows/w/jobs",
                "OPTIONS *",
                "POST /workflows",
                "GET /%zz",
                "GET /peer/view",
                "TRACE /",
                "G@T /")) {
            assertNosniff(
                    request,
                    Client.send(server.port(), request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        }
        String etag = Client.get(server.port(), "/workflows/w/jobs").header("ETag");
        assertNosniff(
                "304", Client.request(server.port(), "GET", "/workflows/w/jobs", "If-None-Match: " + etag + "\r\n"));
        view.answering(asked -> new ReadResult.NotReady<>("restoring", Duration.ofSeconds(1)));
        assertNosniff("503", Client.get(server.port(), "/workflows/w/jobs"));
        view.answeringFromDisk(asked -> {
            throw new IllegalStateException("on purpose");
        });
        assertNosniff("500", Client.get(server.port(), "/workflows/w/jobs"));
    }

    private static void assertNosniff(String request, Client.Reply reply) {
        assertThat(reply.header("X-Content-Type-Options"))
                .as(request + "\n" + reply.head())
                .isEqualTo("nosniff");
        assertThat(reply.head().split("X-Content-Type-Options", -1)).as(request).hasSize(2);
    }

    @Test
    void theFrontPageLeadsToTheDescription() {
        Client.Reply page = Client.get(server.port(), "/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.body()).contains("<a href=\"docs\">");
    }

    @Test
    void linesHaveThreeNames() {
        for (String name :
                List.of("application/x-ndjson", "application/ndjson", "application/jsonl", "Application/JSONL")) {
            Client.Reply reply = Client.request(server.port(), "GET", "/workflows/w/jobs", "Accept: " + name + "\r\n");
            assertThat(reply.header("Content-Type")).isEqualToIgnoringCase(name);
            assertThat(reply.body()).contains("\"complete\":true");
        }
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code If-None-Match} on the list. */
class ConditionalReadTest {

    private final InMemoryView view = new InMemoryView().add("w", "a").add("v", "a");
    private final HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoHasItIsToldSoBeforeAnyRowIsRead() {
        Client.Reply first = get("/workflows/w/jobs", "");
        String etag = first.header("ETag");
        assertThat(etag).matches("\"[0-9a-f]{32}-[0-9a-f]{16}\"");
        int digests = view.digests();
        view.requests().clear();

        for (String list : List.of(etag, "W/" + etag, "\"x\", " + etag, "*", "\"x\"\r\nIf-None-Match: " + etag)) {
            Client.Reply reply = get("/workflows/w/jobs", "If-None-Match: " + list + "\r\n");
            assertThat(reply.status()).as(list).isEqualTo(304);
            assertThat(reply.body()).isEmpty();
            for (String header : List.of("ETag", "Cache-Control", "Vary", "View-Position", "View-Lag-Seconds")) {
                assertThat(reply.header(header))
                        .as(header)
                        .isEqualTo(first.header(header))
                        .isNotEmpty();
            }
            assertThat(reply.header("Content-Type")).isEmpty();
        }
        assertThat(view.requests()).as("pages read").isEmpty();
        assertThat(view.digests() - digests).isEqualTo(5);
    }

    @Test
    void whoHasAnotherGetsThePage() {
        String etag = get("/workflows/w/jobs", "").header("ETag");
        view.add("w", "b");

        Client.Reply changed = get("/workflows/w/jobs", "If-None-Match: " + etag + "\r\n");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(etag);
        assertThat(changed.body()).contains("\"b\"");
    }

    @Test
    void anotherWorkflowsChangeChangesNothing() {
        String etag = get("/workflows/w/jobs", "").header("ETag");
        view.add("v", "b");

        assertThat(get("/workflows/w/jobs", "").header("ETag")).isEqualTo(etag);
    }

    @Test
    void theTagDependsOnTheQueryAndOnNothingElse() {
        String etag = get("/workflows/w/jobs", "").header("ETag");

        for (String other :
                List.of("/workflows/v/jobs", "/workflows/w/jobs?limit=11", "/workflows/w/jobs?status=FAILED")) {
            assertThat(get(other, "").header("ETag")).as(other).isNotEqualTo(etag);
        }
        assertThat(get("/workflows/w/jobs?limit=10", "Authorization: Bearer other\r\n")
                        .header("ETag"))
                .isEqualTo(etag);
    }

    @Test
    void headKnowsItToo() {
        String etag = get("/workflows/w/jobs", "").header("ETag");

        assertThat(Client.request(server.port(), "HEAD", "/workflows/w/jobs", "If-None-Match: " + etag + "\r\n")
                        .status())
                .isEqualTo(304);
    }

    private Client.Reply get(String target, String headers) {
        return Client.request(server.port(), "GET", target, headers);
    }
}

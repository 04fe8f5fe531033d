package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.JobPage;
import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before the servlets is what the servlets would answer: status, headers and body. */
class SelectorPagesTest {

    /** Means no more than to say nothing, but not in the usual form: so it is for the servlets. */
    private static final String UNUSUAL = "Accept: application/json;q=1\r\n";

    private final InMemoryView view = new InMemoryView();
    private HttpServer server;

    @BeforeEach
    void start() {
        for (int job = 0; job < 30; job++) {
            for (String workflow : List.of("w", "a b/c", "\u00e9")) {
                view.addWhole(
                        workflow,
                        "j" + job,
                        Instant.EPOCH.plusSeconds(job / 2),
                        JobStatus.values()[job % 5],
                        Trigger.values()[job % 2]);
            }
        }
        server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/workflows/w/jobs",
                "/workflows/w/jobs?limit=1",
                "/workflows/w/jobs?limit=30",
                "/workflows/w/jobs?limit=29&status=&trigger=",
                "/workflows/w/jobs?limit=1000",
                "/workflows/w/jobs?status=FAILED,CANCELED&trigger=MANUAL&limit=2",
                "/workflows/w/jobs?created_after=1970-01-01T00:00:03Z&created_before=1970-01-01T00:00:09Z&limit=3",
                "/workflows/a%20b%2Fc/jobs?limit=3",
                "/workflows/%C3%A9/jobs",
                "/workflows/nobody/jobs",
                "/workflows/w/jobs?limit=0",
                "/workflows/w/jobs?limit=1001",
                "/workflows/w/jobs?state=FAILED",
                "/workflows/w/jobs?cursor=AAAA",
                "/workflows/w/jobs?status=%zz",
                "/workflows/%zz/jobs",
                "/workflows/../jobs",
                "/workflows/w/jobs?access_token=x"
            })
    void bothAnswerTheSame(String target) {
        String cursor = "";
        do {
            String page = cursor.isEmpty() ? target : target + (target.contains("?") ? "&" : "?") + "cursor=" + cursor;
            Client.Reply usual = ask(page, "");
            compare(usual, ask(page, UNUSUAL));
            String etag = usual.header("ETag");
            if (!etag.isEmpty()) {
                String known = "If-None-Match: \"x\", " + etag + "\r\n";
                assertThat(ask(page, known).status()).isEqualTo(304);
                compare(ask(page, known), ask(page, known + UNUSUAL));
                compare(ask(page, "If-None-Match: \"x\"\r\n"), ask(page, UNUSUAL));
            }
            cursor = usual.status() == 200 ? usual.body().replaceAll("(?s).*\"cursor\":\"(.*)\"}", "$1") : "";
        } while (!cursor.isEmpty());
    }

    @Test
    void whateverTheViewSays() {
        for (ReadResult<JobPage> result : List.<ReadResult<JobPage>>of(
                new ReadResult.NotReady<>("not yet", Duration.ofSeconds(1)),
                new ReadResult.Behind<>(ViewPosition.EMPTY, Duration.ofSeconds(3)))) {
            view.answering(request -> result);
            Client.Reply usual = ask("/workflows/w/jobs", "");
            assertThat(usual.status()).isEqualTo(503);
            compare(usual, ask("/workflows/w/jobs", UNUSUAL));
        }
    }

    @Test
    void whoAsksForMoreThanThePageGetsIt() {
        assertThat(ask("/workflows/w/jobs", "Accept: application/x-ndjson\r\n").header("Content-Type"))
                .isEqualTo("application/x-ndjson");
        assertThat(ask("/workflows/w/jobs", "Accept: text/html\r\n").status()).isEqualTo(406);
        assertThat(ask("/workflows/w/jobs", "View-At-Least: x\r\n").status()).isEqualTo(400);
        assertThat(ask("/workflows/w/jobs", "View-Max-Staleness: x\r\n").status())
                .isEqualTo(400);
        assertThat(ask("/workflows/w/jobs", "Content-Length: 1\r\n\r\nx").status())
                .isEqualTo(413);
    }

    private Client.Reply ask(String target, String headers) {
        return Client.request(server.port(), "GET", target, headers);
    }

    private static void compare(Client.Reply usual, Client.Reply servlets) {
        assertThat(usual.head().lines().findFirst())
                .isEqualTo(servlets.head().lines().findFirst());
        assertThat(headers(usual)).isEqualTo(headers(servlets));
        assertThat(usual.body()).isEqualTo(servlets.body());
    }

    private static Set<String> headers(Client.Reply reply) {
        return new TreeSet<>(Arrays.asList(reply.head().split("\r\n")));
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.PageRequest;
import io.jobview.view.ReadResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListJobsTest {

    private final InMemoryView view = new InMemoryView();
    private final HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anUnknownWorkflowIsAnEmptyPage() {
        Client.Reply reply = Client.get(server.port(), "/workflows/nobody/jobs");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"jobs\":[],\"cursor\":\"\"}");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Content-Length")).isEqualTo("23");
        assertThat(reply.header("View-Position")).isEqualTo("0@7,2@1045");
        assertThat(reply.header("View-Lag-Seconds")).isEqualTo("0.42");
        assertThat(reply.header("Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void pagesFollowEachOtherToTheEnd() {
        for (int job = 0; job < 25; job++) {
            view.add("w", "j" + (10 + job), Instant.ofEpochSecond(job), JobStatus.PENDING, Trigger.MANUAL);
        }
        StringBuilder ids = new StringBuilder();
        String cursor = "";
        int pages = 0;
        do {
            String body = Client.get(server.port(), "/workflows/w/jobs?limit=10&cursor=" + cursor)
                    .body();
            int end = body.indexOf("],\"cursor\":\"");
            ids.append(body, "{\"jobs\":[".length(), end).append(' ');
            cursor = body.substring(end + 12, body.length() - 2);
            pages++;
        } while (!cursor.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(ids).startsWith("{\"id\":\"j34\"},{\"id\":\"j33\"}").endsWith("{\"id\":\"j11\"},{\"id\":\"j10\"} ");
        assertThat(ids.toString().split("\\},? ?")).hasSize(25);
    }

    @Test
    void filtersTakeSeveralValuesAndBothSpellings() {
        view.add("w", "a", Instant.EPOCH, JobStatus.FAILED, Trigger.MANUAL)
                .add("w", "b", Instant.EPOCH, JobStatus.CANCELLED, Trigger.AUTOMATIC)
                .add("w", "c", Instant.EPOCH, JobStatus.COMPLETED, Trigger.AUTOMATIC);

        assertThat(jobs("status=FAILED")).isEqualTo("{\"id\":\"a\"}");
        assertThat(jobs("status=FAILED,CANCELED")).isEqualTo("{\"id\":\"b\"},{\"id\":\"a\"}");
        assertThat(jobs("status=FAILED&status=CANCELLED&trigger=AUTOMATIC")).isEqualTo("{\"id\":\"b\"}");
        assertThat(jobs("status=FAILED%2CCANCELLED&trigger=AUTOMATIC,MANUAL"))
                .isEqualTo("{\"id\":\"b\"},{\"id\":\"a\"}");
        assertThat(jobs("status=&trigger=&cursor=&limit=")).hasSize(32);
        assertThat(jobs("&&status&")).hasSize(32);
    }

    @Test
    void aRangeOfCreationIsHalfOpenAndTakesAnyOffset() {
        view.add("w", "a", Instant.parse("2026-01-01T00:00:00Z"), JobStatus.FAILED, Trigger.MANUAL)
                .add("w", "b", Instant.parse("2026-01-01T00:00:00.000000001Z"), JobStatus.FAILED, Trigger.MANUAL)
                .add("w", "c", Instant.parse("2026-01-02T00:00:00Z"), JobStatus.FAILED, Trigger.MANUAL);

        assertThat(jobs("created_after=2026-01-01T00:00:00Z&created_before=2026-01-02T00:00:00Z"))
                .isEqualTo("{\"id\":\"b\"},{\"id\":\"a\"}");
        assertThat(jobs("created_after=2026-01-01T02:00:00%2B02:00&created_before=2026-01-01T02:00:00.000000001+02:00"))
                .isEqualTo("{\"id\":\"a\"}");
        assertThat(jobs("created_before=2026-01-01T00:00:00Z")).isEmpty();
        assertThat(jobs("created_after=2026-01-02T00:00:00Z&created_before=2026-01-01T00:00:00Z"))
                .isEmpty();
        assertThat(jobs("created_after=&created_before=")).hasSize(32);
    }

    @Test
    void theLimitHasADefaultAndACeiling() {
        assertThat(limitOf("")).isEqualTo(10);
        assertThat(limitOf("?limit=")).isEqualTo(10);
        assertThat(limitOf("?limit=0")).isEqualTo(10);
        assertThat(limitOf("?limit=1")).isEqualTo(1);
        assertThat(limitOf("?limit=1000")).isEqualTo(1000);
        assertThat(limitOf("?limit=1001")).isEqualTo(1000);
        assertThat(limitOf("?limit=99999999999999999999")).isEqualTo(1000);
    }

    @Test
    void theNextPageIsLinkedWithItsFiltersAndLimit() {
        for (int job = 0; job < 5; job++) {
            view.add("w", "j" + job, Instant.ofEpochSecond(job), JobStatus.FAILED, Trigger.MANUAL);
        }
        String query = "?status=FAILED&status=CANCELED&limit=2&created_after=1970-01-01T00:00:01Z";
        StringBuilder jobs = new StringBuilder();
        while (!query.isEmpty()) {
            Client.Reply reply = Client.get(server.port(), "/workflows/w/jobs" + query);
            jobs.append(reply.body(), 9, reply.body().indexOf("],\"cursor\"")).append(' ');
            String link = reply.header("Link");
            query = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
            assertThat(link)
                    .matches("|<\\?status=FAILED&status=CANCELED&limit=2&created_after=1970-01-01T00:00:01Z"
                            + "&cursor=[A-Za-z0-9_-]+>; rel=\"next\"");
        }
        assertThat(jobs).hasToString("{\"id\":\"j4\"},{\"id\":\"j3\"} {\"id\":\"j2\"},{\"id\":\"j1\"} ");
    }

    @Test
    void headIsGetWithoutTheBody() {
        view.add("w", "a");
        Client.Reply reply = Client.request(server.port(), "HEAD", "/workflows/w/jobs", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Content-Length")).isEqualTo("33");
        assertThat(reply.header("View-Position")).isEqualTo("0@7,2@1045");
    }

    @Test
    void aViewThatIsNotReadySaysWhenToComeBack() {
        view.answering(request -> new ReadResult.NotReady<>("restoring partition 3", Duration.ofMillis(1500)));
        Client.Reply reply = Client.get(server.port(), "/workflows/w/jobs");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body())
                .isEqualTo("{\"type\":\"urn:jobview:problem:not-ready\",\"title\":\"The view cannot answer yet\","
                        + "\"status\":503,\"detail\":\"restoring partition 3\",\"instance\":\"/workflows/w/jobs\"}");
    }

    @Test
    void withoutAForwarderAnotherInstancesPageIsNotReady() {
        view.answering(request -> new ReadResult.Elsewhere<>(3, URI.create("http://127.0.0.1:1")));

        assertThat(Client.get(server.port(), "/workflows/w/jobs").status()).isEqualTo(503);
    }

    @Test
    void aFailureShowsNothingOfTheInside() {
        view.answering(request -> {
            throw new IllegalStateException("secret");
        });
        Client.Reply reply = Client.get(server.port(), "/workflows/w/jobs");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.head() + reply.body()).contains("problem:internal").doesNotContain("secret", "Illegal");
    }

    @Test
    void anErrorOfTheJvmIsAProblemToo() {
        view.answering(request -> {
            throw new StackOverflowError("secret");
        });
        Client.Reply reply = Client.get(server.port(), "/workflows/w/jobs");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).contains("problem:internal").doesNotContain("secret");
    }

    private String jobs(String query) {
        String body = Client.get(server.port(), "/workflows/w/jobs?" + query).body();
        return body.substring("{\"jobs\":[".length(), body.length() - "],\"cursor\":\"\"}".length());
    }

    private int limitOf(String query) {
        Client.get(server.port(), "/workflows/w/jobs" + query);
        PageRequest last = view.requests().get(view.requests().size() - 1);
        return last.limit();
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.cursor.CursorCodec;
import io.jobview.query.JobFilter;
import io.jobview.query.RowPosition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {

    private static HttpServer server;

    @BeforeAll
    static void start() {
        server = HttpServer.start(new HttpConfig("127.0.0.1", 0), VIEW);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void ofManyErrorsTenAreNamed() {
        for (String target : List.of("/workflows/w/jobs?", "/workflows/w?", "/workflows?")) {
            Client.Reply reply = Client.get(server.port(), target + "a&".repeat(4_000));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body().split("\"parameter\"", -1)).hasSize(11);
            assertThat(reply.body()).endsWith("],\"more_errors\":3990}");
            assertThat(Client.get(server.port(), target + "a&".repeat(10)).body())
                    .doesNotContain("more_errors");
        }
    }

    @Test
    void whateverIsSentTheAnswerIsShort() {
        for (String query : List.of("%00".repeat(2_700), "a=" + "%22".repeat(2_700), "limit=%00&".repeat(800))) {
            assertThat(Client.get(server.port(), "/workflows/w/jobs?" + query).body())
                    .hasSizeLessThan(16_000);
        }
    }

    private static final InMemoryView VIEW = new InMemoryView();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=DONE | status | DONE",
                "status=failed | status | failed",
                "status=FAILED, | status | FAILED,",
                "status=,FAILED | status | ,FAILED",
                "status=, | status | ,",
                "status=FAILED,,RUNNING | status | FAILED,,RUNNING",
                "status=FAILED%20 | status | 'FAILED '",
                "status=FAILED&status=NO | status | NO",
                "trigger=CANCELED | trigger | CANCELED",
                "trigger=manual | trigger | manual",
                "limit=-1 | limit | -1",
                "limit=+1 | limit | ' 1'",
                "limit=1.5 | limit | 1.5",
                "limit=ten | limit | ten",
                "limit=0x10 | limit | 0x10",
                "limit=%D9%A1 | limit | \u00d9\u00a1",
                "limit=1&limit=2 | limit | 2",
                "limit=&limit=2 | limit | 2",
                "cursor=x | cursor | x",
                "cursor=AAAA | cursor | AAAA",
                "cursor=%F0%9F%9A%80 | cursor | \u00f0\u009f\u009a\u0080",
                "cursor=&cursor= | cursor | ''",
                "created_after=2026-01-01 | created_after | 2026-01-01",
                "created_after=2026-02-30T00:00:00Z | created_after | 2026-02-30T00:00:00Z",
                "created_before=10000-01-01T00:00:00Z | created_before | 10000-01-01T00:00:00Z",
                "created_before=now | created_before | now",
                "created_before=&created_before= | created_before | ''",
                "status=%FF | status | %FF",
                "status=%2 | status | %2",
            })
    void aWrongParameterIsNamed(String query, String parameter, String given) {
        Client.Reply reply = Client.get(server.port(), "/workflows/w/jobs?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body())
                .startsWith("{\"type\":\"urn:jobview:problem:invalid-parameter\",")
                .contains(
                        "\"errors\":[{\"parameter\":\"" + parameter + "\",\"given\":\"" + given + "\",\"allowed\":\"");
    }

    @ParameterizedTest
    @CsvSource({
        "page=2,page",
        "createdAfter=2026-01-01T00:00:00Z,createdAfter",
        "Status=FAILED,Status",
        "=x,''",
        "li%6Dits=1,limits",
        "%zz=1,%zz"
    })
    void anUnknownParameterIsNamedWithTheAllowedOnes(String query, String parameter) {
        Client.Reply reply = Client.get(server.port(), "/workflows/w/jobs?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body())
                .startsWith("{\"type\":\"urn:jobview:problem:unknown-parameter\",")
                .contains(
                        "\"parameter\":\"" + parameter + "\"",
                        "\"allowed\":\"cursor, status, trigger, created_after, created_before, limit\"");
    }

    @Test
    void everyWrongParameterIsListed() {
        Client.Reply reply = Client.get(server.port(), "/workflows/w/jobs?status=X&limit=Y");

        assertThat(reply.body())
                .isEqualTo(
                        "{\"type\":\"urn:jobview:problem:invalid-parameter\",\"title\":\"A parameter is not allowed\","
                                + "\"status\":400,\"detail\":\"status must be one or more of PENDING, RUNNING, COMPLETED, FAILED,"
                                + " CANCELLED, separated by commas (and 1 more)\",\"instance\":\"/workflows/w/jobs\",\"errors\":["
                                + "{\"parameter\":\"status\",\"given\":\"X\",\"allowed\":\"one or more of PENDING, RUNNING,"
                                + " COMPLETED, FAILED, CANCELLED, separated by commas\"},{\"parameter\":\"limit\",\"given\":\"Y\","
                                + "\"allowed\":\"a whole number from 1 to 1000, given once\"}]}");
    }

    @Test
    void aCursorOfAnotherListHasItsOwnProblem() {
        String cursor = CursorCodec.encode(new RowPosition(Instant.EPOCH, "j"), "w", JobFilter.ALL);

        assertThat(Client.get(server.port(), "/workflows/w/jobs?cursor=" + cursor)
                        .status())
                .isEqualTo(200);
        for (String other : new String[] {"/workflows/v/jobs?cursor=", "/workflows/w/jobs?status=FAILED&cursor="}) {
            Client.Reply reply = Client.get(server.port(), other + cursor);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).startsWith("{\"type\":\"urn:jobview:problem:foreign-cursor\",");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jobs",
                "/workflows/",
                "/workflows//jobs",
                "/workflows/w/jobs/",
                "//workflows/w/jobs",
                "/workflows//w/jobs",
                "/workflows/w//jobs",
                "/Workflows/w/jobs",
                "/workflows/w/JOBS",
                "/workflows/a/b/jobs",
                "/%u0041"
            })
    void whatIsNotThereIs404(String target) {
        Client.Reply reply = Client.get(server.port(), target);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).startsWith("{\"type\":\"urn:jobview:problem:not-found\",");
    }

    @Test
    void noHeaderReplacesTheMethodOrTheProtocol() {
        assertThat(Client.request(server.port(), "POST", "/workflows/w/jobs", "X-HTTP-Method-Override: GET\r\n")
                        .status())
                .isEqualTo(405);
        assertThat(Client.request(server.port(), "GET", "/workflows/w/jobs", "X-HTTP-Method-Override: POST\r\n")
                        .status())
                .isEqualTo(200);
        String upgrade = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n";
        assertThat(Client.request(server.port(), "GET", "/workflows/w/jobs", upgrade)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatJettyRefusesIsAProblemToo() {
        String line = "GET /workflows/w/jobs HTTP/1.1\r\n";
        assertProblem(Client.send(server.port(), "nonsense\r\n\r\n"), 400);
        assertProblem(Client.send(server.port(), line + "\r\n"), 400);
        assertProblem(Client.send(server.port(), line + "Host: localhost\r\nBad Header: y\r\n\r\n"), 400);
        assertProblem(Client.send(server.port(), "GET /../x HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
        assertProblem(Client.get(server.port(), "/workflows/\u00c3\u00a9/jobs"), 400);
        assertProblem(Client.get(server.port(), "/workflows/a%/jobs"), 400);
        assertProblem(Client.get(server.port(), "/workflows/a%2/jobs"), 400);
        assertProblem(Client.get(server.port(), "/workflows/a%zz/jobs"), 400);
        assertProblem(Client.get(server.port(), "/workflows/a%00/jobs"), 400);
        assertProblem(Client.send(server.port(), "GET / HTTP/3.7\r\nHost: localhost\r\n\r\n"), 400);
        assertProblem(Client.request(server.port(), "GET", "/", "Expect: nonsense\r\n"), 417);
        assertProblem(Client.request(server.port(), "GET", "/", "X: " + "x".repeat(20_000) + "\r\n"), 431);
        assertProblem(Client.get(server.port(), "/" + "x".repeat(9_000)), 414);
        assertProblem(Client.get(server.port(), "/" + "x".repeat(30_000)), 414);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%", "a%2", "a%zz", "%zz", "a%00", "\u00c3\u00a9", ".", "..", "%2E%2e"})
    void anIdThatJettyCannotReadIsNamedToo(String id) {
        Client.Reply reply = Client.get(server.port(), "/workflows/" + id + "/jobs?limit=1");

        assertProblem(reply, 400);
        assertThat(reply.body()).contains("problem:invalid-parameter", "\"parameter\":\"workflow_id\"");
    }

    private static void assertProblem(Client.Reply reply, int status) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).as(reply.toString()).isEqualTo("application/problem+json");
        assertThat(reply.body()).startsWith("{\"type\":\"urn:jobview:problem:").contains("\"status\":" + status);
    }
}

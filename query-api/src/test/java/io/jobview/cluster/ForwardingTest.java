package io.jobview.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.auth.AuthResult;
import io.jobview.auth.Authenticator;
import io.jobview.auth.Principal;
import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import io.jobview.http.InMemoryView;
import io.jobview.query.PageRequest;
import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances: the first owns nothing, the second owns everything. */
class ForwardingTest {

    private static final HttpConfig ANY_PORT =
            new HttpConfig("127.0.0.1", 0).withoutPageCache(); // each request is to reach the view

    private final HttpClient client = HttpClient.newHttpClient();
    private final InMemoryView askedView = new InMemoryView();
    private final InMemoryView ownersView = new InMemoryView();
    private final Forwarder forwarder = new HttpForwarder(Duration.ofMillis(500));
    private final HttpServer asked = HttpServer.start(ANY_PORT, askedView, forwarder);
    private final HttpServer owner = HttpServer.start(ANY_PORT, ownersView, forwarder);

    ForwardingTest() {
        URI ownersAddress = address(owner.port());
        askedView.answering(request -> new ReadResult.Elsewhere<>(0, ownersAddress));
    }

    @AfterEach
    void stop() {
        asked.close();
        owner.close();
    }

    @Test
    void theOwnersPageIsPassedOnWithItsHeaders() throws Exception {
        String id = "a/b%c?d#e;f g+h\u00e9\ud83d\ude80..";
        ownersView
                .add(id, "j1", Instant.EPOCH, JobStatus.FAILED, Trigger.MANUAL)
                .add(id, "j2", Instant.EPOCH, JobStatus.RUNNING, Trigger.MANUAL)
                .add(id, "j3", Instant.EPOCH, JobStatus.PENDING, Trigger.MANUAL);
        String path = "/workflows/a%2Fb%25c%3Fd%23e%3Bf%20g+h%C3%A9%F0%9F%9A%80../jobs?limit=1&trigger=MANUAL"
                + "&status=FAILED&status=RUNNING";

        HttpResponse<String> first = get(asked, path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).startsWith("{\"jobs\":[{\"id\":\"j2\"}],\"cursor\":\"A");
        assertThat(first.headers().firstValue("View-Position")).contains("0@7,2@1045");
        assertThat(first.headers().firstValue("View-Lag-Seconds")).contains("0.42");
        assertThat(first.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");

        String cursor = first.body()
                .substring(
                        first.body().indexOf("\"cursor\":\"") + 10, first.body().length() - 2);
        HttpResponse<String> second = get(asked, path + "&cursor=" + cursor);
        assertThat(second.body()).isEqualTo("{\"jobs\":[{\"id\":\"j1\"}],\"cursor\":\"\"}");
    }

    @Test
    void theOwnerSeesTheRequestThatWasMade() throws Exception {
        get(asked, "/workflows/w/jobs?status=FAILED,CANCELED&limit=7");

        PageRequest seen = ownersView.requests().get(0);
        assertThat(seen).isEqualTo(askedView.requests().get(0));
        assertThat(seen.limit()).isEqualTo(7);
    }

    @Test
    void theReadersTokenGoesWithTheRequest() throws Exception {
        Authenticator some = sent -> sent.equals(List.of("Bearer good")) || sent.equals(List.of("Bearer half"))
                ? new AuthResult.Granted(Principal.ANYBODY)
                : new AuthResult.Missing();
        Authenticator owners = sent -> sent.equals(List.of("Bearer good"))
                ? new AuthResult.Granted(Principal.ANYBODY)
                : new AuthResult.Invalid("not here");
        try (HttpServer guardedOwner = HttpServer.start(ANY_PORT, ownersView, null, owners);
                HttpServer guarded = HttpServer.start(ANY_PORT, askedView, forwarder, some)) {
            askedView.answering(request -> new ReadResult.Elsewhere<>(0, address(guardedOwner.port())));
            assertThat(get(guarded, "/workflows/w/jobs", "Bearer good").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused = get(guarded, "/workflows/w/jobs", "Bearer half");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer error=\"invalid_token\", error_description=\"not here\"");
        }
    }

    @Test
    void theOwnersProblemIsPassedOn() throws Exception {
        ownersView.answering(request -> new ReadResult.NotReady<>("restoring", Duration.ofSeconds(9)));
        HttpResponse<String> reply = get(asked, "/workflows/w/jobs");

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Retry-After")).contains("9");
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(reply.body()).contains("restoring");
    }

    @Test
    void aRequestIsForwardedOnlyOnce() throws Exception {
        ownersView.answering(request -> new ReadResult.Elsewhere<>(0, address(asked.port())));
        HttpResponse<String> reply = get(asked, "/workflows/w/jobs");

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Retry-After")).contains("1");
        assertThat(askedView.requests()).hasSize(1);
        assertThat(ownersView.requests()).hasSize(1);
    }

    @Test
    void anOwnerThatIsGoneIsNotReady() throws Exception {
        owner.close();
        assertNotReady("cannot reach");
    }

    @Test
    void anOwnerThatHangsIsNotReady() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            askedView.answering(request -> new ReadResult.Elsewhere<>(0, address(silent.getLocalPort())));
            assertNotReady("no answer");
        }
    }

    @Test
    void anExportThatPausesTooLongIsCut() throws Exception {
        assertCut(true);
    }

    @Test
    void anExportWhoseOwnerGoesAwayIsCut() throws Exception {
        assertCut(false);
    }

    /** An owner that sends one row and then nothing, or closes. */
    private void assertCut(boolean pauses) throws Exception {
        String row = "{\"id\":\"j\"}\n";
        Forwarder impatient = new HttpForwarder(Duration.ofSeconds(20), Duration.ofMillis(300));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpServer asking = HttpServer.start(ANY_PORT, askedView, impatient)) {
            askedView.answering(request -> new ReadResult.Elsewhere<>(0, address(socket.getLocalPort())));
            CompletableFuture<HttpResponse<String>> reply = client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + asking.port() + "/workflows/w/jobs"))
                            .header("Accept", "application/x-ndjson")
                            .build(),
                    BodyHandlers.ofString());
            try (Socket owners = socket.accept()) {
                String head =
                        "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
                String chunk = Integer.toHexString(row.length()) + "\r\n" + row + "\r\n";
                owners.getOutputStream().write((head + chunk).getBytes(StandardCharsets.US_ASCII));
                if (pauses) {
                    assertThat(reply.get(20, TimeUnit.SECONDS).body()).isEqualTo(row);
                }
            }
            assertThat(reply.get(20, TimeUnit.SECONDS).body()).isEqualTo(row);
        }
    }

    @Test
    void whatTheReaderHasIsAskedOfTheOwner() throws Exception {
        ownersView.add("w", "a");
        String etag =
                get(asked, "/workflows/w/jobs").headers().firstValue("ETag").orElseThrow();
        assertThat(get(owner, "/workflows/w/jobs").headers().firstValue("ETag")).contains(etag);

        HttpResponse<String> reply = get(asked, "/workflows/w/jobs", "If-None-Match", etag);
        assertThat(reply.statusCode()).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers().firstValue("ETag")).contains(etag);
        assertThat(reply.headers().firstValue("Vary")).contains("Accept, Authorization");
        assertThat(reply.headers().firstValue("View-Position")).contains("0@7,2@1045");
    }

    @Test
    void theOwnersViewMustBeAsFresh() throws Exception {
        HttpResponse<String> reply = get(asked, "/workflows/w/jobs", "View-At-Least", "2@1046");
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.body()).contains("view-behind");
        assertThat(get(asked, "/workflows/w/jobs", "View-Max-Staleness", "0.1").statusCode())
                .isEqualTo(503);
        assertThat(get(asked, "/workflows/w/jobs", "View-At-Least", "x").statusCode())
                .isEqualTo(400);
    }

    /** Longer than the deadline of a forwarded read. */
    @Test
    void theOwnerMayWait() throws Exception {
        Duration deadline = Duration.ofSeconds(2);
        ownersView.add("w", "a");
        try (HttpServer patient = HttpServer.start(ANY_PORT, askedView, new HttpForwarder(deadline))) {
            List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                replies.add(client.sendAsync(
                        request(patient, "/workflows/w/jobs", "View-At-Least", "2@1046", "Prefer", "wait=9"),
                        BodyHandlers.ofString()));
            }
            await().until(() -> ownersView.waiting().size() == replies.size());
            await().during(deadline.plusMillis(200))
                    .until(() -> ownersView.waiting().size() == replies.size());
            ownersView.reach(ViewPosition.of(Map.of(2, 1046L)));
            for (CompletableFuture<HttpResponse<String>> each : replies) {
                HttpResponse<String> reply = each.get(10, TimeUnit.SECONDS);
                assertThat(reply.statusCode()).isEqualTo(200);
                assertThat(reply.headers().firstValue("View-Position")).contains("2@1046");
                assertThat(reply.headers().firstValue("Preference-Applied")).contains("wait=9");
            }
        }
    }

    @Test
    void aForwardedReadThatWaitsEndsWhenTheServerStops() throws Exception {
        CompletableFuture<HttpResponse<String>> reply = client.sendAsync(
                request(asked, "/workflows/w/jobs", "View-At-Least", "2@1046", "Prefer", "wait=10"),
                BodyHandlers.ofString());
        await().until(() -> ownersView.waiting().size() == 1);
        asked.close();

        assertThat(reply.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    }

    private void assertNotReady(String reason) throws Exception {
        HttpResponse<String> reply = get(asked, "/workflows/w/jobs");
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Retry-After")).contains("1");
        assertThat(reply.body()).contains("urn:jobview:problem:not-ready", reason);
    }

    private HttpResponse<String> get(HttpServer server, String target, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(server, target, headers), BodyHandlers.ofString());
    }

    private static HttpRequest request(HttpServer server, String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private HttpResponse<String> get(HttpServer server, String target, String authorization) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + target);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }
}

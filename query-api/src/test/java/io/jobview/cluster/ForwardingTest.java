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
import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances: the first owns nothing, the second owns everything. */
class ForwardingTest {

    private static final HttpConfig ANY_PORT = new HttpConfig("127.0.0.1", 0); // each request is to reach the view

    private final HttpClient client = HttpClient.newHttpClient();
    private final InMemoryView askedView = new InMemoryView();
    private final InMemoryView ownersView = new InMemoryView();
    private final PeerSecret secret = PeerSecret.of(List.of(PeerSecret.random()));
    private final Peers peers = new Peers(secret, new HttpForwarder(secret, null), Duration.ofSeconds(2));
    private final HttpServer asked = HttpServer.start(ANY_PORT, askedView, peers);
    private final HttpServer owner = HttpServer.start(ANY_PORT, ownersView, peers);

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
    void theReaderIsCheckedWhereItAsksAndItsTokenStaysThere() throws Exception {
        Authenticator readers = sent -> sent.equals(List.of("Bearer good"))
                ? new AuthResult.Granted(Principal.ANYBODY)
                : new AuthResult.Invalid("not here");
        Authenticator nobody = sent -> new AuthResult.Invalid("not anywhere");
        try (HttpServer guardedOwner = HttpServer.start(ANY_PORT, ownersView, peers, nobody);
                HttpServer guarded = HttpServer.start(ANY_PORT, askedView, peers, readers)) {
            askedView.answering(request -> new ReadResult.Elsewhere<>(0, address(guardedOwner.port())));
            assertThat(get(guarded, "/workflows/w/jobs", "Authorization", "Bearer good")
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused = get(guarded, "/workflows/w/jobs", "Authorization", "Bearer half");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer error=\"invalid_token\", error_description=\"not here\"");
            assertThat(ownersView.requests()).hasSize(1);
        }
    }

    @Test
    void aPeerWithAnotherSecretIsNoPeer() throws Exception {
        PeerSecret other = PeerSecret.of(List.of(PeerSecret.random()));
        Peers others = new Peers(other, new HttpForwarder(other, null), Duration.ofSeconds(2));
        try (HttpServer stranger = HttpServer.start(ANY_PORT, askedView, others)) {
            HttpResponse<String> reply = get(stranger, "/workflows/w/jobs");
            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.headers().firstValue("Retry-After")).contains("1");
            assertThat(reply.body()).contains("does not take this instance for a peer");
            assertThat(ownersView.requests()).isEmpty();
        }
    }

    @Test
    void withoutASecretNothingIsForwarded() throws Exception {
        try (HttpServer alone = HttpServer.start(ANY_PORT, askedView)) {
            HttpResponse<String> reply = get(alone, "/workflows/w/jobs");
            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.headers().firstValue("Retry-After")).contains("1");
            assertThat(reply.body()).contains("peer.secret is not set");
        }
    }

    @Test
    void whenTheOwnerIsGoneTheCopyHereAnswers() throws Exception {
        owner.close();
        askedView.copies(new InMemoryView().add("w", "copied"));
        assertThat(get(asked, "/workflows/w/jobs").body()).contains("copied");
    }

    @Test
    void whenTheOwnerIsNotReadyAnotherStandbyAnswers() throws Exception {
        ownersView.answering(request -> new ReadResult.NotReady<>("restoring", Duration.ofSeconds(9)));
        try (HttpServer standby = HttpServer.start(ANY_PORT, new InMemoryView().add("w", "copied"), peers)) {
            askedView.answering(
                    request -> new ReadResult.Elsewhere<>(0, address(owner.port()), List.of(address(standby.port()))));
            HttpResponse<String> reply = get(asked, "/workflows/w/jobs");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("copied");
            assertThat(ownersView.requests()).hasSize(1);
        }
    }

    @Test
    void anOwnerThatHangsCostsAMomentOnceAndThenNone() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                HttpServer standby = HttpServer.start(ANY_PORT, new InMemoryView().add("w", "copied"), peers)) {
            askedView.answering(request ->
                    new ReadResult.Elsewhere<>(0, address(silent.getLocalPort()), List.of(address(standby.port()))));
            get(asked, "/livez"); // so that classes are loaded
            assertThat(millis(() -> get(asked, "/workflows/w/jobs"))).isBetween(250L, 1500L);
            assertThat(millis(() -> get(asked, "/workflows/w/jobs"))).isLessThan(250);
        }
    }

    @Test
    void anOwnerThatIsSlowStillAnswersWhereNobodyElseCan() throws Exception {
        ownersView.add("w", "slow").answeringFromDisk(request -> {
            LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
            return new ReadResult.Served<>(
                    new JobPage(new byte[0], 0, Digest.ZERO, null), ViewPosition.EMPTY, Duration.ZERO);
        });
        assertThat(get(asked, "/workflows/w/jobs").statusCode()).isEqualTo(200);
    }

    private static long millis(Callable<HttpResponse<String>> request) throws Exception {
        long start = System.nanoTime();
        assertThat(request.call().statusCode()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
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
        assertThat(askedView.requests())
                .as("as owner, as a copy, and again when the answer is here")
                .hasSize(3);
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

    /** Who answers before he is asked has only closed a connection that was not in use. */
    private static void awaitRequest(Socket connection) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
    }

    /** An owner that sends one row and then nothing, or closes. */
    private void assertCut(boolean pauses) throws Exception {
        String row = "{\"id\":\"j\"}\n";
        Forwarder brief = new HttpForwarder(secret, null, Duration.ofMillis(300), Clock.systemUTC());
        Peers impatient = new Peers(secret, brief, Duration.ofSeconds(20));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpServer asking = HttpServer.start(ANY_PORT, askedView, impatient)) {
            askedView.answering(request -> new ReadResult.Elsewhere<>(0, address(socket.getLocalPort())));
            CompletableFuture<HttpResponse<String>> reply = client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + asking.port() + "/workflows/w/jobs"))
                            .header("Accept", "application/x-ndjson")
                            .build(),
                    BodyHandlers.ofString());
            try (Socket owners = socket.accept()) {
                awaitRequest(owners);
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

    /** Whoever answers: the owner, the copy here, or another one. */
    @Test
    void whatTheReaderHasIsNotGivenAgainByACopy() throws Exception {
        ownersView.addWhole("w", "a", Instant.EPOCH, JobStatus.FAILED, Trigger.MANUAL);
        askedView.copies(new InMemoryView().addWhole("w", "a", Instant.EPOCH, JobStatus.FAILED, Trigger.MANUAL));
        for (String path : List.of("/workflows/w/jobs", "/workflows/w/jobs?limit=500", "/workflows/w")) {
            assertKnown(path, tag(path));
        }
        owner.close();
        for (String path : List.of("/workflows/w/jobs", "/workflows/w/jobs?limit=500", "/workflows/w")) {
            String etag = tag(path);
            assertKnown(path, etag);
            assertThat(get(asked, path, "If-None-Match", "\"other\"").statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    private String tag(String path) throws Exception {
        return get(asked, path).headers().firstValue("ETag").orElseThrow();
    }

    private void assertKnown(String path, String etag) throws Exception {
        HttpResponse<String> reply = get(asked, path, "If-None-Match", etag);
        assertThat(reply.statusCode()).as(path).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers().firstValue("ETag")).contains(etag);
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
        try (HttpServer patient = HttpServer.start(ANY_PORT, askedView, peers)) {
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

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request says of freshness. The view stands at 0@7,2@1045 and is 0.42 s old. */
class FreshReadsTest {

    private static final String LIST = "/workflows/w%2F1/jobs";
    private static final String AHEAD = "View-At-Least: 2@1046\r\n";
    private static final String WAIT = "Prefer: wait=5\r\n";

    private final InMemoryView view = new InMemoryView().add("w/1", "a");
    private final HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aViewThatIsFreshEnoughAnswers() {
        for (String headers : List.of(
                "View-At-Least: 2@1045\r\n",
                "View-At-Least: 2@1045, 0@7\r\n",
                "View-At-Least: 2@1\r\nView-At-Least: 0@7\r\n",
                "View-Max-Staleness: 0.42\r\n",
                "view-max-staleness: 5\r\nView-At-Least: 0@0\r\n")) {
            Client.Reply reply = get(headers);
            assertThat(reply.status()).as(headers).isEqualTo(200);
            assertThat(reply.header("Preference-Applied")).isEmpty();
        }
    }

    @Test
    void oneThatIsNotIsNeverReadInstead() {
        for (String headers : List.of(
                AHEAD,
                "View-At-Least: 1@0\r\n",
                "View-At-Least: 0@7,2@1046\r\n",
                "View-At-Least: 0@7\r\nView-At-Least: 2@1046\r\n",
                "View-Max-Staleness: 0.419\r\n",
                "View-Max-Staleness: 0\r\n",
                AHEAD + "Prefer: wait=0\r\n",
                AHEAD + "Prefer: respond-async\r\n",
                AHEAD + "If-None-Match: *\r\n")) {
            Client.Reply reply = get(headers);
            assertThat(reply.status()).as(headers).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("1");
            assertThat(reply.header("View-Position")).isEqualTo("0@7,2@1045");
            assertThat(reply.header("ETag")).isEmpty();
            assertThat(reply.body())
                    .contains(
                            "urn:jobview:problem:view-behind",
                            "the view has folded 0@7,2@1045 and is at most 0.42 s behind");
        }
    }

    @Test
    void aMalformedHeaderIsNamed() {
        for (String value : List.of("2", "2@", "-1@5", "2@1045;0@7", "a@b", "")) {
            assertNamed("View-At-Least", value);
        }
        for (String value : List.of("-1", "1e3", ".5", "5.", "1,2", "9999999999", "")) {
            assertNamed("View-Max-Staleness", value);
        }
        assertThat(get("View-At-Least: x\r\nView-Max-Staleness: y\r\n").body())
                .contains("\"parameter\":\"View-At-Least\"", "\"parameter\":\"View-Max-Staleness\"");
    }

    @Test
    void aPartitionThatThereIsNotIsNamed() {
        assertThat(get("View-At-Least: 9@0\r\n").status())
                .as("their number is not known yet")
                .isEqualTo(503);
        view.eventPartitions(6);
        for (String token : List.of("6@0", "9@0", "2@1045,6@0", "4294967@0", "9@0\r\nPrefer: wait=5")) {
            Client.Reply reply = get("View-At-Least: " + token + "\r\n");
            assertThat(reply.status()).as(token).isEqualTo(400);
            assertThat(reply.header("Retry-After")).isEmpty();
            assertThat(reply.body())
                    .contains(
                            "urn:jobview:problem:invalid-parameter", "partitions that the topic of events has, 0 to 5");
        }
        assertThat(get("View-At-Least: 5@0\r\n").status()).isEqualTo(503);
        view.eventPartitions(7);
        assertThat(get("View-At-Least: 6@0\r\n").status()).as("it has grown").isEqualTo(503);
    }

    private void assertNamed(String header, String value) {
        Client.Reply reply = get(header + ": " + value + "\r\n");
        assertThat(reply.status()).as("%s: %s", header, value).isEqualTo(400);
        assertThat(reply.body()).contains("urn:jobview:problem:invalid-parameter", "\"parameter\":\"" + header + "\"");
    }

    @Test
    void aReadThatWaitsIsAnsweredOnceTheViewIsThere() throws Exception {
        CompletableFuture<Client.Reply> reply = getLater(server, AHEAD + WAIT);
        await().until(() -> view.waiting().size() == 1);
        assertThat(reply).isNotDone();
        view.add("w/1", "b").reach(ViewPosition.of(Map.of(2, 1046L)));

        Client.Reply fresh = reply.get(5, TimeUnit.SECONDS);
        assertThat(fresh.status()).isEqualTo(200);
        assertThat(fresh.header("View-Position")).isEqualTo("2@1046");
        assertThat(fresh.header("Preference-Applied")).isEqualTo("wait=5");
        assertThat(fresh.body()).contains("\"b\"", "\"a\"");
    }

    @Test
    void itWaitsTenSecondsAtMost() throws Exception {
        CompletableFuture<Client.Reply> reply = getLater(server, AHEAD + "Prefer: wait=3600\r\n");
        await().until(() -> view.waiting().size() == 1);
        assertThat(view.waiting().get(0).atMost()).hasSeconds(10);
        server.close();
        assertThat(reply.get(5, TimeUnit.SECONDS).header("Preference-Applied")).isEqualTo("wait=10");
    }

    /** However often it is woken before. */
    @Test
    void afterItsTimeItIsToldThatTheViewIsBehind() throws Exception {
        long began = System.nanoTime();
        CompletableFuture<Client.Reply> reply = getLater(server, AHEAD + "Prefer: wait=1\r\n");
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            view.timeIsOver();
            return reply.isDone();
        });

        Client.Reply late = reply.get(5, TimeUnit.SECONDS);
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(late.body()).contains("view-behind");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void aReadThatWaitsForWhatIsThereDoesNotWait() {
        assertThat(get("View-At-Least: 2@1045\r\n" + WAIT).status()).isEqualTo(200);
        assertThat(view.waiting()).isEmpty();
    }

    /** More wait than the server has threads; none of them holds one. */
    @Test
    void thoseWhoWaitHoldNoThread() throws Exception {
        HttpLimits all = HttpLimits.DEFAULT;
        HttpLimits many = new HttpLimits(
                600, 0, all.maxConnections(), all.idleTimeout(), all.headTimeout(), all.writeTimeout(), all.drain());
        try (HttpServer wide = HttpServer.start(new HttpConfig("127.0.0.1", 0, many), view)) {
            List<CompletableFuture<Client.Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 280; i++) {
                replies.add(getLater(wide, AHEAD + WAIT));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> view.waiting().size() == replies.size());
            assertThat(Client.get(wide.port(), LIST).status()).isEqualTo(200);
            view.reach(ViewPosition.of(Map.of(2, 1046L)));
            for (CompletableFuture<Client.Reply> reply : replies) {
                assertThat(reply.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
        }
    }

    /** Half of what may be worked on at once: those who wait leave room for those who do not. */
    @Test
    void oneTooManyIsToldSoAtOnce() {
        int most = HttpLimits.DEFAULT.maxConcurrent() / 2;
        for (int i = 0; i < most; i++) {
            getLater(server, AHEAD + WAIT);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> view.waiting().size() == most);

        assertThat(get(AHEAD + WAIT).status()).isEqualTo(503);
        assertThat(view.waiting()).hasSize(most);
        assertThat(get("").status()).isEqualTo(200);
    }

    @Test
    void whenThePartitionMovesTheWaitGoesOn() throws Exception {
        CompletableFuture<Client.Reply> reply = getLater(server, AHEAD + WAIT);
        await().until(() -> view.waiting().size() == 1);
        AtomicInteger asked = new AtomicInteger();
        view.answering(request -> {
            asked.incrementAndGet();
            return new ReadResult.NotReady<>("moving", Duration.ofSeconds(1));
        });
        view.timeIsOver();
        await().until(() -> asked.get() > 1);
        assertThat(reply).isNotDone();
        view.answeringFromRows();
        await().until(() -> view.waiting().size() == 1);
        assertThat(view.waiting().get(0).atMost()).isLessThan(Duration.ofSeconds(5));
        view.add("w/1", "b").reach(ViewPosition.of(Map.of(2, 1046L)));

        assertThat(reply.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void aPartitionThatIsNotThereInTimeIsSaidToBeSo() throws Exception {
        view.answering(request -> new ReadResult.NotReady<>("moving", Duration.ofSeconds(1)));
        long began = System.nanoTime();
        Client.Reply reply = getLater(server, AHEAD + "Prefer: wait=1\r\n").get(5, TimeUnit.SECONDS);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("urn:jobview:problem:not-ready", "moving");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(2));
    }

    @Test
    void whenTheServerStopsTheWaitEnds() throws Exception {
        CompletableFuture<Client.Reply> reply = getLater(server, AHEAD + "Prefer: wait=10\r\n");
        await().until(() -> view.waiting().size() == 1);
        long began = System.nanoTime();
        server.close();

        assertThat(reply.get(5, TimeUnit.SECONDS).status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        assertThat(view.waiting()).isEmpty();
    }

    private Client.Reply get(String headers) {
        return Client.request(server.port(), "GET", LIST, headers);
    }

    private CompletableFuture<Client.Reply> getLater(HttpServer of, String headers) {
        CompletableFuture<Client.Reply> reply = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        reply.complete(Client.request(of.port(), "GET", LIST, headers));
                    } catch (Throwable e) {
                        reply.completeExceptionally(e);
                    }
                },
                "reader");
        reader.setDaemon(true);
        reader.start();
        return reply;
    }
}

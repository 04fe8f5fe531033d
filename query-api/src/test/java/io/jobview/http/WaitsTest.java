package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wait may be over before the thread that begins it goes on, as when the whole process was paused there. */
@Timeout(60)
class WaitsTest {

    private static final ViewPosition AHEAD = ViewPosition.of(Map.of(2, 1046L));
    private static final String HEADERS = "View-At-Least: 2@1046\r\nPrefer: wait=10\r\n";

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final InMemoryView view = new InMemoryView().add("w", "a");
    private final HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);
    private final CountDownLatch answered = new CountDownLatch(1);

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        answered.countDown();
        server.close();
        System.setErr(before);
    }

    @Test
    void theFirst() throws Exception {
        view.onWait(this::wakeAndHoldUp);
        assertAnswered(askLater());
    }

    @Test
    void oneMore() throws Exception {
        CompletableFuture<Client.Reply> reply = askLater();
        await().until(() -> view.waiting().size() == 1);
        view.onWait(this::wakeAndHoldUp);
        view.answering(request -> new ReadResult.NotReady<>("moving", Duration.ofSeconds(1)));
        view.timeIsOver();
        view.answeringFromRows();
        assertAnswered(reply);
    }

    /** The reader has its answer, or will once this thread is back, so it is not waited for without end. */
    private void wakeAndHoldUp() {
        view.reach(AHEAD);
        try {
            boolean before = answered.await(500, TimeUnit.MILLISECONDS);
            assertThat(before).isIn(true, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertAnswered(CompletableFuture<Client.Reply> reply) throws Exception {
        assertThat(reply.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        answered.countDown();
        server.close(); // ends once its threads have
        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private CompletableFuture<Client.Reply> askLater() {
        return CompletableFuture.supplyAsync(() -> Client.request(server.port(), "GET", "/workflows/w/jobs", HEADERS));
    }
}

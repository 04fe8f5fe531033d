package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    @Test
    void aTakenPortIsOneClearLine() {
        try (HttpServer first = HttpServer.start(new HttpConfig("127.0.0.1", 0), new InMemoryView())) {
            HttpConfig taken = new HttpConfig("127.0.0.1", first.port());
            assertThatThrownBy(() -> HttpServer.start(taken, new InMemoryView()))
                    .isInstanceOf(HttpStartException.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + first.port() + ": the port is taken");
        }
    }

    @Test
    void anUnknownHostIsOneClearLine() {
        HttpConfig nowhere = new HttpConfig("nowhere.invalid", 0);
        assertThatThrownBy(() -> HttpServer.start(nowhere, new InMemoryView()))
                .isInstanceOf(HttpStartException.class)
                .hasMessageStartingWith("cannot listen on nowhere.invalid:0: ")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void aRequestUnderWayIsAnsweredBeforeTheServerStops() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        InMemoryView view = new InMemoryView();
        view.answeringFromDisk(request -> {
            arrived.countDown();
            await(go);
            return new ReadResult.Served<>(
                    new JobPage(new byte[0], 0, Digest.ZERO, null), ViewPosition.EMPTY, Duration.ZERO);
        });
        HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);
        int port = server.port();
        CompletableFuture<Client.Reply> reply =
                CompletableFuture.supplyAsync(() -> Client.get(port, "/workflows/w/jobs"));
        arrived.await();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        Awaitility.await().pollDelay(Duration.ofMillis(2_500)).until(() -> true); // longer than idle connections live
        assertThat(stopped).isNotDone();
        go.countDown();

        assertThat(reply.get().status()).isEqualTo(200);
        stopped.get();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.jetty.util.thread.strategy.AdaptiveExecutionStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Selector threads read what lies in memory and wait for nobody. */
@Timeout(60)
class SelectorReadsTest {

    private static final String PAGE = "/workflows/w/jobs";
    private static final int REQUESTS = 1_000;
    private static final int CONNECTIONS = 4 * Math.max(2, Runtime.getRuntime().availableProcessors());

    private final InMemoryView view = new InMemoryView().add("w", "j");
    private final AtomicReference<Boolean> onSelector = new AtomicReference<>();

    @Test
    void aPageInMemoryIsReadByTheSelector() {
        view.answering(watched(request -> page(10)));
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view)) {
            assertThat(Client.get(server.port(), PAGE).status()).isEqualTo(200);
            assertThat(onSelector).hasValue(true);
        }
    }

    @Test
    void aPageOnTheDiskIsReadByAWorker() {
        view.answeringFromDisk(watched(request -> page(10)));
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view)) {
            assertThat(Client.get(server.port(), PAGE).status()).isEqualTo(200);
            assertThat(onSelector).hasValue(false);
        }
    }

    @Test
    void aPageThatMayBeLargeIsReadByAWorker() {
        view.answering(watched(request -> page(10)));
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view)) {
            assertThat(Client.get(server.port(), PAGE + "?limit=1000").status()).isEqualTo(200);
            assertThat(onSelector).hasValue(false);
        }
    }

    @Test
    void aPageThatTurnsOutToBeLargeIsWrittenByAWorker() {
        int size = 4 * JettyParts.BUFFER_BYTES;
        view.answering(request -> page(size));
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view)) {
            assertThat(Client.get(server.port(), PAGE).body()).hasSizeGreaterThan(size);
        }
    }

    @Test
    void readersThatTakeNothingDoNotHoldTheOthers() throws Exception {
        view.answering(request -> page(JettyParts.BUFFER_BYTES / 2));
        List<Socket> silent = new ArrayList<>();
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view)) {
            byte[] many = ("GET " + PAGE + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .repeat(REQUESTS)
                    .getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                silent.add(socket);
                socket.getOutputStream().write(many);
            }
            AtomicInteger before = new AtomicInteger();
            await().atMost(Duration.ofSeconds(30))
                    .during(Duration.ofMillis(300))
                    .until(() -> {
                        int now = view.requests().size();
                        return before.getAndSet(now) == now && now > CONNECTIONS;
                    });
            assertThat(view.requests()).as("some wait for their reader").hasSizeLessThan(CONNECTIONS * REQUESTS);

            assertThat(Client.get(server.port(), PAGE).status()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private Function<PageRequest, ReadResult<JobPage>> watched(Function<PageRequest, ReadResult<JobPage>> read) {
        return request -> {
            onSelector.set(StackWalker.getInstance()
                    .walk(frames -> frames.anyMatch(
                            frame -> frame.getClassName().startsWith(AdaptiveExecutionStrategy.class.getName()))));
            return read.apply(request);
        };
    }

    private static ReadResult<JobPage> page(int bytes) {
        return new ReadResult.Served<>(
                new JobPage(new byte[bytes], 1, Digest.ZERO, null), ViewPosition.EMPTY, Duration.ZERO);
    }
}

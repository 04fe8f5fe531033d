package io.jobview.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobview.config.ServiceConfig;
import io.jobview.http.InMemoryView;
import io.jobview.view.ViewConfig;
import io.jobview.view.ViewStatus;
import io.jobview.view.ViewStatus.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServeLoopTest {

    private final InMemoryView view = new InMemoryView();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<ViewConfig> given = new AtomicReference<>();
    private final AtomicReference<Future<URI>> reachable = new AtomicReference<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(out, true), new PrintStream(err, true), false);
    private final StopSignal stop = new StopSignal();
    private final RunningService service =
            RunningService.start(ServiceConfig.of(Map.of("http.port", "0", "auth.disabled", "true")), this::startView);

    private ViewStarter.Started startView(ViewConfig config, Future<URI> advertised) {
        given.set(config);
        reachable.set(advertised);
        return new ViewStarter.Started(view, ended::incrementAndGet);
    }

    @AfterEach
    void close() {
        service.close();
        assertThat(ended).hasValue(1);
    }

    @Test
    void eachStepIsToldOnceUntilItIsReady() {
        standing(State.STARTING, "cannot reach Kafka");
        AtomicInteger readies = new AtomicInteger();
        CompletableFuture<Void> loop =
                CompletableFuture.runAsync(() -> new ServeLoop(service, screen, stop, readies::incrementAndGet).run());
        await().until(() -> text(err).endsWith("jobview: cannot reach Kafka\n"));
        standing(State.STARTING, "restoring");
        await().until(() -> text(err).endsWith("jobview: restoring\n"));
        standing(State.READY, "all is well");
        await().until(() -> readies.get() == 1);
        stop.ask();
        loop.join();

        assertThat(text(out)).isEqualTo("jobview ready: " + service.address() + "\n");
        assertThat(text(err)).isEqualTo("jobview: cannot reach Kafka\njobview: restoring\n");
    }

    @Test
    void aFailedViewEndsTheLoopWithItsReason() {
        standing(State.FAILED, "the topic has another number of partitions now");

        assertThatThrownBy(() -> new ServeLoop(service, screen, stop, () -> {}).run())
                .isInstanceOf(CommandException.class)
                .hasMessage("the topic has another number of partitions now");
    }

    @Test
    void theViewIsToldThePortThatIsListenedOn() {
        URI address = service.address();
        assertThat(address.getPort()).isPositive();
        assertThat(reachable.get()).succeedsWithin(Duration.ZERO).isEqualTo(address);
        assertThat(given.get().kafka()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
    }

    private void standing(State state, String detail) {
        view.standing(new ViewStatus(state, detail, 0, 0, false, true, Duration.ZERO, 0, 0, 0));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

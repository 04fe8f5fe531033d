package io.jobview.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.config.ServiceConfig;
import io.jobview.http.InMemoryView;
import io.jobview.query.PageRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfRequestsTest {

    private final InMemoryView view = new InMemoryView();

    @Test
    void anInstanceWithPeersHasReadManyPagesBeforeItsFirstReaderComes() throws Exception {
        RunningService service =
                start(Map.of("http.port", "0", "auth.disabled", "true", "peer.secret", "s".repeat(40)));
        try {
            await().untilAsserted(() -> assertThat(view.requests()).hasSizeGreaterThanOrEqualTo(500));
            assertThat(view.requests()).extracting(PageRequest::limit).containsOnly(10);
            URI metrics = URI.create(service.address() + "/metrics");
            String figures = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
            assertThat(figures).contains("jobview_pages_total 0.0").doesNotContain("route=\"/peer");
        } finally {
            service.close();
        }
    }

    private RunningService start(Map<String, String> settings) {
        return RunningService.start(
                ServiceConfig.of(settings), (config, advertised) -> new ViewStarter.Started(view, () -> {}));
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.view.ViewStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbesTest {

    private final InMemoryView view = new InMemoryView();
    private final HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"STARTING,200,503", "READY,200,200", "FAILED,503,503", "STOPPED,200,503"})
    void theProbesTellHowTheViewStands(ViewStatus.State state, int live, int ready) {
        view.standing(
                new ViewStatus(state, "a \"detail\"", 10, 12, false, true, Duration.ofNanos(1_500_000_001), 7, 2, 1));

        assertThat(Client.get(server.port(), "/livez").status()).isEqualTo(live);
        Client.Reply reply = Client.get(server.port(), "/readyz");
        assertThat(reply.status()).isEqualTo(ready);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.body())
                .isEqualTo(
                        "{\"state\":\"" + state + "\",\"detail\":\"a \\\"detail\\\"\",\"consumed\":10,\"end\":12,"
                                + "\"caught_up\":false,\"complete\":true,\"lag_seconds\":1.501,\"folded\":7,\"rejected\":2,\"rerouted\":1}");
    }

    @Test
    void theStartIsOverOnceTheViewWasReady() {
        view.standing(standing(ViewStatus.State.STARTING));
        assertThat(Client.get(server.port(), "/startupz").status()).isEqualTo(503);
        view.standing(standing(ViewStatus.State.READY));
        assertThat(Client.get(server.port(), "/startupz").status()).isEqualTo(200);
        view.standing(standing(ViewStatus.State.FAILED));
        assertThat(Client.get(server.port(), "/startupz").status()).isEqualTo(200);
    }

    private static ViewStatus standing(ViewStatus.State state) {
        return new ViewStatus(state, "", 0, 0, false, true, Duration.ZERO, 0, 0, 0);
    }

    @Test
    void theMetricsCountWhatWasServed() {
        view.add("w", "a").add("w", "b");
        Client.send(server.port(), "nonsense\r\n\r\n"); // first: it is counted a moment after its answer
        Client.get(server.port(), "/workflows/w/jobs");
        Client.get(server.port(), "/workflows/nobody/jobs");
        Client.get(server.port(), "/workflows/w/jobs?limit=x");

        Client.Reply reply = Client.get(server.port(), "/metrics");
        assertThat(reply.header("Content-Type")).startsWith("text/plain");
        assertThat(reply.body().lines())
                .contains(
                        "jobview_http_requests_total{status=\"200\"} 2.0",
                        "jobview_http_requests_total{status=\"400\"} 2.0",
                        "jobview_http_request_duration_seconds_count{method=\"GET\",route=\"/workflows/{workflow_id}/jobs\",status=\"2xx\"} 2",
                        "jobview_http_request_duration_seconds_count{method=\"GET\",route=\"/workflows/{workflow_id}/jobs\",status=\"4xx\"} 1",
                        "jobview_http_request_duration_seconds_count{method=\"other\",route=\"none\",status=\"4xx\"} 1",
                        "jobview_pages_total 2.0",
                        "jobview_rows_total 2.0",
                        "jobview_events_folded_total 5.0",
                        "jobview_events_rejected_total 1.0",
                        "jobview_events_rerouted_total 2.0",
                        "jobview_view_lag_seconds 0.42",
                        "jobview_view_consumed_records 7.0",
                        "jobview_view_end_records 7.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
    }
}

package io.jobview.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes views for tests and reads them. */
final class Views {

    static final String EVENTS = "job-events";
    static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Views() {}

    static ViewConfig config(String applicationId, Path stateDir, String bootstrapServers) {
        return new ViewConfig(
                applicationId,
                EVENTS,
                stateDir,
                URI.create("http://127.0.0.1:8080"),
                0,
                1,
                16L << 20,
                Map.of("bootstrap.servers", bootstrapServers));
    }

    static ViewConfig with(ViewConfig config, String topic, URI advertised, Map<String, String> kafka) {
        return new ViewConfig(
                config.applicationId(),
                topic,
                config.stateDir(),
                advertised,
                config.standbys(),
                config.threads(),
                config.memoryBytes(),
                kafka);
    }

    static void awaitState(JobView view, ViewStatus.State state) {
        await().pollInterval(LOOK_EVERY).atMost(SOON).until(() -> view.status().state(), state::equals);
    }

    /** Waits until everything that was published before the call can be read. */
    static void awaitCaughtUp(JobView view) {
        long since = System.nanoTime();
        awaitState(view, ViewStatus.State.READY);
        await().pollInterval(LOOK_EVERY)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(view.status())
                        .matches(
                                status -> status.state() == ViewStatus.State.READY
                                        && status.lag() != null
                                        && status.lag().toNanos() < System.nanoTime() - since,
                                "has caught up"));
    }

    static void assertCloses(StreamsView view) {
        long began = System.nanoTime();
        view.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(CLOSES_WITHIN);
    }

    /** Every row of a workflow, page by page. */
    static List<String> rows(JobView view, String workflowId, JobFilter filter, int limit) {
        List<String> pages = new ArrayList<>();
        RowPosition after = null;
        do {
            ReadResult<JobPage> result = view.page(new PageRequest(workflowId, filter, limit, after));
            if (!(result instanceof ReadResult.Served<JobPage> served)) {
                throw new AssertionError(workflowId + ": " + result);
            }
            if (served.value().count() > 0) {
                pages.add(new String(served.value().rows(), UTF_8));
            }
            after = served.value().next();
        } while (after != null);
        return pages;
    }

    static String listing(JobView view, String workflowId) {
        return String.join(",", rows(view, workflowId, JobFilter.ALL, PageRequest.MAX_LIMIT));
    }
}

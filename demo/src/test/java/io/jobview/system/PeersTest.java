package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances, of which the second is reached by the first through a proxy. */
class PeersTest {

    private static final String TOPIC = "job-events";
    private static final int PARTITIONS = 4;
    private static final int GROWING = 8;
    private static final int REQUESTS = 1000;

    @TempDir
    private Path dir;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    @Timeout(300)
    @SuppressWarnings("try") // the growing workflows only grow
    void askForEachOtherAndDoWithoutEachOther() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), 0))) {
            kafka.createTopic(TOPIC, PARTITIONS, Map.of());
            try (Fleet fleet = new Fleet(dir, kafka.bootstrapServers(), TOPIC, PARTITIONS, 2);
                    CuttableProxy proxy = new CuttableProxy(fleet.address(1));
                    GrowingWorkflows growing = new GrowingWorkflows(kafka.bootstrapServers(), TOPIC, GROWING, 20)) {
                fleet.advertise(1, proxy.address());
                for (int i = 0; i < fleet.size(); i++) {
                    fleet.start(i);
                }
                for (int i = 0; i < fleet.size(); i++) {
                    fleet.awaitReady(i);
                }
                fleet.awaitCopies();
                String elsewhere = elsewhere(fleet, proxy);
                compareCost(fleet, proxy, elsewhere);
                int pages = pagesAreMonotonic(fleet, elsewhere);
                // An answer is counted once it is sent, and that may be after it has come.
                await().atMost(Duration.ofSeconds(10)).until(() -> metric(fleet, 1) >= 1 + 2 * REQUESTS + pages);
                cut(fleet, proxy, elsewhere);
            }
        }
    }

    /** A workflow whose reads at the first instance go through the proxy. */
    private String elsewhere(Fleet fleet, CuttableProxy proxy) throws Exception {
        for (int workflow = 0; workflow < GROWING; workflow++) {
            String path = "/workflows/" + GrowingWorkflows.id(workflow) + "/jobs?limit=20";
            int before = metric(fleet, 1);
            assertThat(get(fleet.address(0), path).statusCode()).isEqualTo(200);
            if (metric(fleet, 1) > before) {
                assertThat(proxy.connections()).isPositive();
                return path;
            }
        }
        throw new AssertionError("nothing is elsewhere:\n" + fleet.output());
    }

    /** How many pages an instance has answered its peers. */
    private int metric(Fleet fleet, int instance) throws Exception {
        return get(fleet.address(instance), "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("jobview_http_request_duration_seconds_count")
                        && line.contains("route=\"/peer/workflows/{workflow_id}/jobs\""))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void compareCost(Fleet fleet, CuttableProxy proxy, String path) throws Exception {
        for (int i = 0; i < REQUESTS; i++) { // warm both
            get(fleet.address(0), path);
            get(fleet.address(1), path);
        }
        int connections = proxy.connections();
        long[] direct = new long[REQUESTS];
        long[] forwarded = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            direct[i] = nanos(fleet.address(1), path);
            forwarded[i] = nanos(fleet.address(0), path);
        }
        Arrays.sort(direct);
        Arrays.sort(forwarded);
        System.out.printf(
                "PeersTest: a page of 20 direct p50 %d us p99 %d us, forwarded p50 %d us p99 %d us%n",
                direct[REQUESTS / 2] / 1000,
                direct[REQUESTS * 99 / 100] / 1000,
                forwarded[REQUESTS / 2] / 1000,
                forwarded[REQUESTS * 99 / 100] / 1000);
        assertThat(proxy.connections() - connections).as("connections are kept").isLessThan(REQUESTS / 100);
    }

    private long nanos(URI address, String path) throws Exception {
        long start = System.nanoTime();
        assertThat(get(address, path).statusCode()).isEqualTo(200);
        return System.nanoTime() - start;
    }

    /** One listing, page by page from either instance: no job twice, and none that was there is missing. Returns how many pages were asked of the first. */
    private static int pagesAreMonotonic(Fleet fleet, String path) throws Exception {
        String workflow = path.split("/")[2];
        List<Reader> readers = List.of(new Reader(fleet.address(0)), new Reader(fleet.address(1)));
        int newest =
                GrowingWorkflows.newest(readers.get(1).page(workflow, 1, "").rows());
        Set<String> seen = new HashSet<>();
        String cursor = "";
        int page = 0;
        do {
            Reader.Page next = readers.get(page++ % 2).page(workflow, 7, cursor);
            next.rows().forEach(row -> assertThat(seen.add(row)).as(row).isTrue());
            cursor = next.cursor();
        } while (!cursor.isEmpty());
        assertThat(seen).hasSizeGreaterThanOrEqualTo(newest);
        return (page + 1) / 2;
    }

    private void cut(Fleet fleet, CuttableProxy proxy, String path) throws Exception {
        int before = metric(fleet, 1);
        proxy.cut();
        long start = System.nanoTime();
        HttpResponse<String> reply = get(fleet.address(0), path);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("View-Lag-Seconds")).isPresent();
        assertThat(metric(fleet, 1)).isEqualTo(before);
        assertThat(took).isLessThan(Duration.ofSeconds(2));
        // The list of all workflows says what is not in it, or has it from the copies here.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                get(fleet.address(0), "/workflows").body())
                        .contains(
                                "\"missing_partitions\":[]", GrowingWorkflows.id(0), GrowingWorkflows.id(GROWING - 1)));
        System.out.printf("PeersTest: the first answer after the cut took %d ms%n", took.toMillis());
    }

    private HttpResponse<String> get(URI address, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.history.MissingEvents;
import io.jobview.query.Digest;
import io.jobview.query.StoreFigures;
import io.jobview.query.Totals;
import io.jobview.query.ViewPosition;
import io.jobview.view.PartitionStatus;
import io.jobview.view.PartitionStatus.Input;
import io.jobview.view.PartitionStatus.Restore;
import io.jobview.view.PartitionStatus.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewPageTest {

    static final PartitionStatus ACTIVE = new PartitionStatus(
            0,
            Role.ACTIVE,
            URI.create("http://a:1"),
            List.of(URI.create("http://b:2")),
            List.of(new Input("job-events", 9, 12), new Input("jobview-rerouted", 1, 1)),
            Duration.ofMillis(1_250),
            List.of(new MissingEvents(0, 2, 4)),
            ViewPosition.of(Map.of(0, 8L)),
            new Totals(2, 5, new Digest(1, 255)),
            null,
            new StoreFigures(1, 2, 3, 4, true, 2_500_000_000L, 6, 7, 8));
    static final PartitionStatus RESTORING = new PartitionStatus(
            1,
            Role.RESTORING,
            null,
            List.of(),
            List.of(new Input("job-events", 0, 4)),
            null,
            List.of(),
            ViewPosition.EMPTY,
            null,
            new Restore(100, 350),
            null);
    private static final PartitionStatus ELSEWHERE = new PartitionStatus(
            0,
            Role.ELSEWHERE,
            URI.create("http://b:2"),
            List.of(),
            List.of(),
            null,
            List.of(),
            ViewPosition.EMPTY,
            null,
            null,
            null);

    private final InMemoryView view = new InMemoryView();
    private final HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void thePageTellsOfEachPartition() {
        view.partitioned(List.of(ACTIVE, RESTORING));
        Client.Reply reply = Client.get(server.port(), "/view");

        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.body())
                .isEqualTo(
                        "{\"state\":\"READY\",\"detail\":\"\",\"caught_up\":true,\"complete\":true,\"event_partitions\":0,\"partitions\":["
                                + "{\"partition\":0,\"role\":\"ACTIVE\",\"owner\":\"http://a:1\",\"standbys\":[\"http://b:2\"],"
                                + "\"position\":\"0@8\",\"inputs\":[{\"topic\":\"job-events\",\"consumed\":9,\"end\":12},"
                                + "{\"topic\":\"jobview-rerouted\",\"consumed\":1,\"end\":1}],\"lag_seconds\":1.25,\"missing\":[{\"partition\":0,\"from\":2,\"to\":4}],"
                                + "\"workflows\":2,\"jobs\":5,\"digest\":\"000000000000000100000000000000ff\"},"
                                + "{\"partition\":1,\"role\":\"RESTORING\",\"owner\":\"\",\"standbys\":[],\"position\":\"\","
                                + "\"inputs\":[{\"topic\":\"job-events\",\"consumed\":0,\"end\":4}],"
                                + "\"restore\":{\"reached\":100,\"end\":350,\"remaining\":250}}]}");
    }

    @Test
    void theMetricsTellOfEachPartition() {
        view.partitioned(List.of(ACTIVE, RESTORING));
        assertThat(Client.get(server.port(), "/metrics").body().lines())
                .contains(
                        "jobview_partition_lag_seconds{partition=\"0\"} 1.25",
                        "jobview_partition_behind_records{partition=\"0\"} 3.0",
                        "jobview_partition_restore_remaining_records{partition=\"1\"} 250.0",
                        "jobview_partition_active{partition=\"0\"} 1.0",
                        "jobview_partition_jobs{partition=\"0\"} 5.0",
                        "jobview_store_memtable_bytes{partition=\"0\"} 1.0",
                        "jobview_store_files_bytes{partition=\"0\"} 2.0",
                        "jobview_store_compaction_pending_bytes{partition=\"0\"} 3.0",
                        "jobview_store_write_stopped{partition=\"0\"} 1.0",
                        "jobview_store_write_stalled_seconds_total{partition=\"0\"} 2.5",
                        "jobview_store_block_cache_hits_total{partition=\"0\"} 6.0",
                        "jobview_store_block_cache_misses_total{partition=\"0\"} 7.0",
                        "jobview_store_block_cache_bytes 8.0",
                        "jobview_kafka_rebalance_total 3.0",
                        "jobview_kafka_alive_stream_threads 1.0");
    }

    @Test
    void whatHasMovedOnIsNoLongerShown() {
        view.partitioned(List.of(ACTIVE));
        assertThat(Client.get(server.port(), "/metrics").body()).contains("{partition=\"0\"}");
        view.partitioned(List.of(ELSEWHERE));
        assertThat(Client.get(server.port(), "/metrics").body()).doesNotContain("{partition=\"0\"}");
        view.partitioned(List.of(ACTIVE));
        assertThat(Client.get(server.port(), "/metrics").body())
                .contains("jobview_partition_lag_seconds{partition=\"0\"} 1.25");
    }
}

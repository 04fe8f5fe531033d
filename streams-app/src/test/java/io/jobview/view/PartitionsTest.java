package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.JobEvent;
import io.jobview.fold.RandomHistory;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.Totals;
import io.jobview.view.PartitionStatus.Input;
import io.jobview.view.PartitionStatus.Restore;
import io.jobview.view.PartitionStatus.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances, each with a standby of what the other serves. */
class PartitionsTest {

    private static final long SEED = 11;
    private static final int PARTITIONS = 2;
    private static final int EVENT_COUNT = 500;
    private static final URI LEFT = URI.create("http://127.0.0.1:8081");
    private static final URI RIGHT = URI.create("http://127.0.0.1:8082");

    @TempDir
    Path folder;

    @Test
    void eachPartitionHasAnOwnerAndAStandbyOfTheSameDigest() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0))) {
            kafka.createTopic(EVENTS, PARTITIONS, Map.of());
            List<JobEvent> events = new RandomHistory(SEED, 16, 6).events(EVENT_COUNT);
            Publisher.BY_WORKFLOW.publish(kafka.bootstrapServers(), EVENTS, events);
            try (StreamsView left = StreamsView.start(config(kafka, "left", LEFT))) {
                assertThat(left.partitions()).allMatch(each -> each.partition() < PARTITIONS);
                Views.awaitCaughtUp(left);
                assertAloneItServesAll(left);
                try (StreamsView right = StreamsView.start(config(kafka, "right", RIGHT))) {
                    await().atMost(Views.SOON).untilAsserted(() -> assertEachIsHereAndThere(left, right));
                }
            }
        }
    }

    private static void assertAloneItServesAll(StreamsView view) {
        List<PartitionStatus> all = view.partitions();
        assertThat(all).extracting(PartitionStatus::partition).containsExactly(0, 1);
        Totals sum = Totals.NONE;
        long consumed = 0;
        for (PartitionStatus each : all) {
            assertThat(each.role()).isEqualTo(Role.ACTIVE);
            assertThat(each.owner()).isEqualTo(LEFT);
            assertThat(each.standbys()).isEmpty();
            assertThat(each.lag()).isPositive();
            assertThat(each.restore()).isNull();
            assertThat(each.store()).isNotNull();
            assertThat(each.store().memtableBytes()).isPositive();
            assertThat(each.store().blockCacheBytes()).isPositive();
            Input events = each.inputs().get(0);
            assertThat(events.topic()).isEqualTo(EVENTS);
            assertThat(events.end()).isEqualTo(events.consumed());
            assertThat(each.applied().offsets().get(each.partition())).isEqualTo(events.consumed() - 1);
            consumed += events.consumed();
            sum = sum.plus(each.totals());
        }
        assertThat(consumed).isEqualTo(EVENT_COUNT);
        assertThat(sum).isEqualTo(view.totals());
        assertThat(view.clientFigures())
                .containsEntry("alive-stream-threads", 1.0)
                .containsEntry("records-consumed-total", (double) EVENT_COUNT);
    }

    private static void assertEachIsHereAndThere(StreamsView left, StreamsView right) {
        List<PartitionStatus> here = left.partitions();
        List<PartitionStatus> there = right.partitions();
        assertThat(there).hasSize(PARTITIONS);
        for (int p = 0; p < PARTITIONS; p++) {
            boolean leftServes = here.get(p).role() == Role.ACTIVE;
            PartitionStatus active = leftServes ? here.get(p) : there.get(p);
            PartitionStatus standby = leftServes ? there.get(p) : here.get(p);
            assertThat(active.role()).isEqualTo(Role.ACTIVE);
            assertThat(standby.role()).isEqualTo(Role.STANDBY);
            assertThat(standby.totals()).isEqualTo(active.totals());
            assertThat(standby.applied()).isEqualTo(active.applied());
            assertThat(standby.inputs()).isEmpty();
            assertThat(standby.lag()).isPositive(); // null until it is proven
            if (leftServes) { // the left one's own copies were whole before they became standbys
                assertThat(standby.restore()).extracting(Restore::remaining).isEqualTo(0L);
            }
            for (PartitionStatus told : List.of(here.get(p), there.get(p))) {
                assertThat(told.owner()).isEqualTo(leftServes ? LEFT : RIGHT);
                assertThat(told.standbys()).containsExactly(leftServes ? RIGHT : LEFT);
            }
        }
    }

    private ViewConfig config(LocalKafka kafka, String name, URI advertised) {
        return new ViewConfig(
                "shared",
                EVENTS,
                folder.resolve(name),
                advertised,
                1,
                1,
                16L << 20,
                Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}

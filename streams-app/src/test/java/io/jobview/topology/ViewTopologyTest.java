package io.jobview.topology;

import static io.jobview.fold.EventBuilder.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.fold.OracleFold;
import io.jobview.fold.RandomHistory;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTopologyTest {

    @TempDir
    Path folder;

    private TopologyRun run;

    @BeforeEach
    void open() {
        run = new TopologyRun(folder, 3);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void foldsAnEventInItsHomePartition() {
        JobEvent created = created(run.workflowOf(0));
        run.events.pipeInput(new byte[] {7}, EventJson.of(created));

        assertThat(run.rows(created.workflowId()))
                .isEqualTo(OracleFold.row(List.of(created)).orElseThrow());
        assertThat(run.page(created.workflowId()).position()).hasToString("0@0");
        assertThat(run.written(TopologyRun.TOPICS.rerouted())).isEmpty();
        assertThat(run.counters.folded()).isEqualTo(1);
        assertThat(run.counters.rerouted()).isZero();
    }

    @Test
    void passesAMisplacedEventOnUnderItsWorkflowId() {
        String workflow = run.workflowOf(2);
        byte[] value = EventJson.of(created(run.workflowOf(0)));
        run.events.pipeInput(value);
        byte[] misplaced = EventJson.of(created(workflow));
        run.events.pipeInput("the job id".getBytes(UTF_8), misplaced);

        TestRecord<byte[], byte[]> passedOn =
                run.written(TopologyRun.TOPICS.rerouted()).get(0);
        assertThat(passedOn.key()).isEqualTo(workflow.getBytes(UTF_8));
        assertThat(passedOn.value()).isEqualTo(misplaced);
        assertThat(Origin.of(passedOn.headers())).isEqualTo(new Origin(0, 1, Origin.first(0)));
        assertThat(run.rows(workflow)).isEmpty();
        assertThat(run.counters.rerouted()).isEqualTo(1);
        assertThat(run.counters.folded()).isEqualTo(1);
    }

    /** The publisher's headers may be as long as a record can be, and then the origin would not fit beside them. */
    @Test
    void passesNoHeadersOnButTheOrigin() {
        run.events.pipeInput(new TestRecord<>(
                null,
                EventJson.of(created(run.workflowOf(1))),
                new RecordHeaders().add("big", new byte[1_000_000]).add(Origin.HEADER, new Origin(9, 9).toBytes())));

        TestRecord<byte[], byte[]> passedOn =
                run.written(TopologyRun.TOPICS.rerouted()).get(0);
        assertThat(passedOn.headers()).hasSize(1);
        assertThat(Origin.of(passedOn.headers())).isEqualTo(new Origin(0, 0, Origin.first(0)));
    }

    @Test
    void foldsAReroutedEventAtItsOrigin() {
        JobEvent created = created(run.workflowOf(0));
        run.rerouted.pipeInput(new TestRecord<>(
                null, EventJson.of(created), new RecordHeaders().add(Origin.HEADER, new Origin(2, 1045).toBytes())));

        assertThat(run.rows(created.workflowId()))
                .isEqualTo(OracleFold.row(List.of(created)).orElseThrow());
        assertThat(run.page(created.workflowId()).position()).hasToString("2@1045");
    }

    @Test
    void writesARecordToTheChangelogForEachEventEvenWhenItSaysNothingNew() {
        byte[] event = EventJson.of(created(run.workflowOf(0)));
        for (int i = 0; i < 3; i++) {
            run.events.pipeInput(event);
            List<TestRecord<byte[], byte[]>> logged = run.written(TopologyRun.TOPICS.changelog());
            assertThat(logged).as("repetition %d", i).hasSize(1);
            assertThat(logged.get(0).key()).isEqualTo(new StateKey(run.workflowOf(0), "j").toBytes());
            assertThat(StateValue.parse(logged.get(0).value()).origins().toPosition())
                    .hasToString("0@" + i);
        }
        assertThat(run.counters.folded()).isEqualTo(3);
    }

    @Test
    void keepsPublishersHeadersOutOfTheChangelog() {
        run.events.pipeInput(new TestRecord<>(
                null, EventJson.of(created(run.workflowOf(0))), new RecordHeaders().add("trace", new byte[1000])));
        assertThat(run.written(TopologyRun.TOPICS.changelog()).get(0).headers()).isEmpty();
    }

    @Test
    void foldsRandomHistoriesAsTheOracleDoes() {
        for (long seed = 1; seed <= 20; seed++) {
            RandomHistory history = new RandomHistory(seed);
            List<JobEvent> events = history.events(60);
            for (JobEvent event : history.disorder(events)) {
                if (run.home.of(event.workflowId()) == 0) {
                    run.events.pipeInput(EventJson.of(event));
                }
            }
            Set<String> workflows = events.stream()
                    .map(JobEvent::workflowId)
                    .filter(id -> run.home.of(id) == 0)
                    .collect(Collectors.toSet());
            for (String workflow : workflows) {
                assertThat(run.rows(workflow))
                        .as("seed %d, workflow %s", seed, workflow)
                        .isEqualTo(String.join(",", OracleFold.rows(workflow, events)));
            }
            reopen();
        }
    }

    @Test
    void countsEveryRecordAsConsumed() {
        run.events.pipeInput(EventJson.of(created(run.workflowOf(0))));
        run.events.pipeInput(EventJson.of(created(run.workflowOf(1))));
        run.events.pipeInput(new TestRecord<>(null, null, Instant.ofEpochMilli(1234)));

        TopicPartition input = new TopicPartition(TopologyRun.TOPICS.events(), 0);
        assertThat(run.consumed.next(input)).isEqualTo(3);
        assertThat(run.counters.rejected()).isEqualTo(2); // the passed-on one came back to the driver's only partition
    }

    /** Topics refuse records too far ahead of their clock, and Streams' default extractor those before 1970. */
    @Test
    void writesNoTimeThatATopicCouldRefuse() {
        byte[] event = EventJson.of(created(run.workflowOf(0)));
        long before = System.currentTimeMillis();
        run.events.pipeInput(new TestRecord<>(null, event, new RecordHeaders(), before + 100_000_000L));
        assertThat(run.written(TopologyRun.TOPICS.changelog()).get(0).timestamp())
                .isBetween(before, System.currentTimeMillis());
    }

    private void reopen() {
        run.close();
        run = new TopologyRun(folder, 3);
    }

    private static JobEvent created(String workflow) {
        return event(EventType.CREATED, "2026-01-01T00:00:00Z")
                .job(workflow, "j")
                .build();
    }
}

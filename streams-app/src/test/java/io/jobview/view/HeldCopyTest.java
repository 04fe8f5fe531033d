package io.jobview.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobState;
import io.jobview.history.Checkpoint;
import io.jobview.history.History;
import io.jobview.history.TopicFacts;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.StoreMemory;
import io.jobview.store.TestStore;
import io.jobview.store.key.StateKey;
import io.jobview.topology.ViewTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is proven of a copy that reads a changelog record by record, while that is compacted and goes on growing. */
class HeldCopyTest {

    private static final int HOME = TestStore.PARTITION;
    private static final int OTHER = 2;
    private static final History HISTORY = new History("cluster", "events", "rerouted", "view", 6);
    private static final TopicFacts FACTS = new TopicFacts(HISTORY, 6, "log", Map.of());
    private static final ViewTopics TOPICS = ViewTopics.of("view", "job-events");
    private static final TopicPartition EVENTS = new TopicPartition(TOPICS.events(), HOME);
    private static final TopicPartition REROUTED = new TopicPartition(TOPICS.rerouted(), HOME);
    private static final TopicPartition CHANGELOG = new TopicPartition(TOPICS.changelog(), HOME);

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private TestStore store;
    private HeldCopy copy;

    @BeforeEach
    void open() {
        memory = new StoreMemory(8L << 20);
        store = TestStore.open(folder, memory, () -> FACTS);
        copy = new HeldCopy(store.opened(), TOPICS);
        copy.loaded(0);
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    /**
     * The changelog held job a (from event 90), job b and a checkpoint of 96, to its end at 3. Job a was written again
     * at 3, and compaction has removed the older record, before the copy reads on.
     */
    @Test
    void anEndThatWasSeenBeforeTheCheckpointDoesNotProveIt() {
        sample(3, 96, 10);
        read(1, state("b", 95));
        read(2, checkpoint(96, 0));
        assertProven(0);

        sample(4, 101, 20); // it notes the checkpoint, and then asks
        copy.look();
        assertProven(0);

        read(3, state("a", 100));
        assertProven(96);
        assertThat(copy.lag(at(30))).as("101 is not proven").isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void anEarlierCheckpointIsProvenByTheEndThatWasAskedForAfterIt() {
        read(0, checkpoint(40, 0));
        sample(2, 40, 10);
        read(1, checkpoint(96, 0));
        assertProven(40);
        assertThat(copy.lag(at(30))).isEqualTo(Duration.ofSeconds(20));
    }

    /** A busy changelog always ends a moment later: what waits for an end waits for the one that it began with. */
    @Test
    void aCopyThatIsAlwaysAMomentBehindProvesSomething() {
        read(0, checkpoint(40, 0));
        sample(2, 40, 10);
        sample(500, 300, 11);
        read(1, state("a", 41));
        assertProven(40);
        sample(900, 400, 12);
        assertThat(copy.lag(at(30))).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whatLostStatesSinceProvesNothing() {
        read(0, checkpoint(40, 0));
        read(1, KeyValue.pair(new StateKey("w", "a").toBytes(), null));
        sample(2, 40, 10);
        copy.look();
        assertProven(0);
        assertThat(copy.lag(at(30))).isNull();
    }

    /**
     * Of other partitions it holds what they had committed before the end of the rerouted topic that it has read to.
     */
    @Test
    void whatWasPassedOnIsProvenByAnEndThatWasAskedForAfterTheCommit() {
        read(0, checkpoint(40, 7));
        BrokerSample busy = sample(1, 40, 8, 10);
        copy.note();
        copy.sampled(busy, at(9));
        assertThat(copy.next(OTHER)).as("7 of 8").isZero();
        read(1, checkpoint(41, 8));
        copy.note();
        copy.sampled(sample(2, 41, 12, 20), at(19));
        assertThat(copy.next(OTHER)).isEqualTo(55);
        assertThat(copy.lag(at(30))).isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void whatItFoldedItselfWhileItWasActiveStaysProven() {
        copy.folded(70, 3);
        assertProven(70);
        assertThat(copy.lag(at(30))).isNull();
        copy.sampled(sample(9, 70, 3, 10), at(9));
        copy.folded(70, 3);
        assertThat(copy.lag(at(30))).isEqualTo(Duration.ofSeconds(21));
    }

    private void assertProven(long next) {
        assertThat(copy.next(HOME)).isEqualTo(next);
    }

    private void read(long offset, KeyValue<byte[], byte[]> record) {
        store.restore(List.of(record));
        copy.loaded(offset + 1);
        copy.look();
    }

    private void sample(long endOfChangelog, long endOfEvents, long second) {
        copy.note();
        copy.sampled(sample(endOfChangelog, endOfEvents, 0, second), at(second));
    }

    private static BrokerSample sample(long endOfChangelog, long endOfEvents, long endOfRerouted, long second) {
        return new BrokerSample(
                Map.of(new TopicPartition(TOPICS.events(), OTHER), 55L, EVENTS, endOfEvents),
                at(second),
                Map.of(),
                Map.of(CHANGELOG, endOfChangelog, EVENTS, endOfEvents, REROUTED, endOfRerouted));
    }

    private static KeyValue<byte[], byte[]> checkpoint(long events, long rerouted) {
        return KeyValue.pair(
                Checkpoint.key(),
                new Checkpoint(HISTORY, HOME, "log", 0, events, rerouted, false, List.of()).toBytes());
    }

    private static KeyValue<byte[], byte[]> state(String job, long offset) {
        JobState state = JobState.of(EventBuilder.event(EventType.CREATED, "2026-01-01T00:00:00Z")
                .job("w", job)
                .build());
        return KeyValue.pair(
                new StateKey("w", job).toBytes(), new StateValue(Origins.of(HOME, offset), state).toBytes());
    }

    private static Moment at(long second) {
        return new Moment(second * 1_000_000_000, second * 1_000);
    }
}

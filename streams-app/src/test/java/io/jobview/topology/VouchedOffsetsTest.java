package io.jobview.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobview.history.Checkpoint;
import io.jobview.history.History;
import io.jobview.history.TopicFacts;
import io.jobview.store.StoreMemory;
import io.jobview.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a task begins, by what the group has committed and what its store's changelog vouches for. */
class VouchedOffsetsTest {

    private static final int HOME = TestStore.PARTITION;
    private static final History HISTORY = new History("cluster", "events", "rerouted", "view", 6);
    private static final ViewTopics TOPICS = ViewTopics.of("view", "job-events");
    private static final TopicPartition EVENTS = new TopicPartition(TOPICS.events(), HOME);
    private static final TopicPartition REROUTED = new TopicPartition(TOPICS.rerouted(), HOME);

    /** As Streams has it: where there is no commit, it says itself where to begin. */
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized long position(TopicPartition input, Duration timeout) {
            if (away-- > 0) {
                throw new TimeoutException("away");
            }
            return super.position(input, timeout);
        }
    };

    @TempDir
    private Path folder;

    private int away; // how often Kafka does not answer
    private boolean closing;
    private StoreMemory memory;
    private TestStore store;
    private VouchedOffsets offsets;

    @BeforeEach
    void open() {
        memory = new StoreMemory(8L << 20);
        TopicFacts facts = new TopicFacts(HISTORY, 6, "log", Map.of());
        store = TestStore.open(folder, memory, () -> facts);
        offsets = new VouchedOffsets(TOPICS, () -> consumer, () -> !closing, store.locals());
        consumer.assign(List.of(EVENTS, REROUTED));
        begins(0);
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    @Test
    void whereTheGroupIsUnlessTheStoreIsSureOfLess() {
        vouch(50, 7);
        commit(EVENTS, 40);
        commit(REROUTED, 7);
        assertThat(offsets.start(EVENTS)).isEqualTo(40);
        assertThat(offsets.start(REROUTED)).isEqualTo(7);
        assertThat(committed(EVENTS)).isEqualTo(40);
    }

    @Test
    void whereTheStoreIsSureAndOthersLearnThat() {
        vouch(50, 7);
        commit(EVENTS, 60);
        assertThat(offsets.start(EVENTS)).isEqualTo(50);
        assertThat(consumer.position(EVENTS)).isEqualTo(50);
        assertThat(committed(EVENTS)).isEqualTo(50);
    }

    @Test
    void atTheFirstEventWhereNothingVouches() {
        assertThat(offsets.start(EVENTS)).isZero();
        commit(EVENTS, 60);
        assertThat(offsets.start(EVENTS)).isZero();
        assertThat(consumer.position(EVENTS)).isZero();
        assertThat(committed(EVENTS)).isZero();
    }

    /** Who was here before was paused between its last write to the changelog and its first commit. */
    @Test
    void whereTheStoreIsSureThatItHoldsWhatOthersPassedOn() {
        vouch(50, 7);
        assertThat(offsets.start(REROUTED)).isEqualTo(7);
        assertThat(consumer.position(REROUTED)).isEqualTo(7);
    }

    /** What it had to pass on itself may not have got through. */
    @Test
    void atTheFirstEventThatThereIsWhenNothingWasCommitted() {
        vouch(50, 7);
        begins(10);
        assertThat(offsets.start(EVENTS)).isEqualTo(10);
        assertThat(consumer.position(EVENTS)).isEqualTo(10);
    }

    @Test
    void beforeWhatIsDeletedSoThatTheLossIsSeen() {
        vouch(50, 7);
        begins(60);
        assertThat(offsets.start(EVENTS)).isEqualTo(50);
    }

    @Test
    void isAskedForUntilKafkaAnswers() {
        vouch(50, 7);
        commit(EVENTS, 40);
        away = 3;
        assertThat(offsets.start(EVENTS)).isEqualTo(40);
        away = 3;
        closing = true;
        assertThatThrownBy(() -> offsets.start(EVENTS)).isInstanceOf(TimeoutException.class);
    }

    private void vouch(long events, long rerouted) {
        Checkpoint checkpoint = new Checkpoint(HISTORY, HOME, "log", 0, events, rerouted, true, List.of());
        store.restore(List.of(KeyValue.pair(Checkpoint.key(), checkpoint.toBytes())));
    }

    private void begins(long offset) {
        consumer.updateBeginningOffsets(Map.of(EVENTS, offset, REROUTED, offset));
    }

    private void commit(TopicPartition input, long offset) {
        consumer.commitSync(Map.of(input, new OffsetAndMetadata(offset)));
    }

    private long committed(TopicPartition input) {
        return consumer.committed(Set.of(input)).get(input).offset();
    }
}

package io.jobview.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobState;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldStatesTest {

    private static final TopicPartition EVENTS = new TopicPartition("events", 0);
    private static final StateKey JOB = new StateKey("w", "j");
    private static final long FAR = 1_000_000;

    private final ConsumedOffsets consumed = new ConsumedOffsets();
    private final InputTenure tenure = consumed.begin(EVENTS, 0);
    private final List<Integer> batches = new ArrayList<>();
    private final List<KeyValue<Bytes, byte[]>> changelog = new ArrayList<>();
    private KeyValueStore<Bytes, byte[]> logged;
    private HeldStates states;
    private long offset;

    @BeforeEach
    void open(@TempDir Path folder) {
        logged = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("jobs"), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        states = new HeldStates(
                new CountingStore(logged, batches, changelog),
                consumed,
                new Turn(),
                (partition, keys) -> keys.stream().map(this::stored).toList(),
                (partition, input, all) -> {});
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
        states.init(context.getStateStoreContext(), states);
    }

    @Test
    void aViewThatKeepsUpWritesWhatIsAtHandAtOnce() {
        tenure.bounds(0, 10);
        fold(JOB);
        assertThat(written(JOB)).isTrue();
        assertThat(consumed.next(EVENTS)).isEqualTo(1);
    }

    /** What one fetch brought of a job is written once, and can be read as soon as all of it is folded. */
    @Test
    void aViewThatKeepsUpWritesTogetherWhatWasFetchedTogether() {
        tenure.fetched(2, 2 + 1);
        fold(JOB);
        fold(JOB);
        assertThat(batches).isEmpty();
        assertThat(consumed.next(EVENTS)).isZero();
        fold(new StateKey("w", "k"));
        assertThat(batches).containsExactly(2);
        assertThat(consumed.next(EVENTS)).isEqualTo(3);
    }

    /** Or readers would wait for a core. */
    @Test
    void aViewThatKeepsUpNeverWritesMuchAtOnce() {
        tenure.fetched(999, 999 + 1);
        for (int job = 0; job < 1000; job++) {
            fold(new StateKey("w", "j" + job));
        }
        assertThat(batches).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(32));
        assertThat(consumed.next(EVENTS)).isEqualTo(1000);
    }

    @Test
    void aViewThatIsFarBehindHoldsBackAndDoesNotReport() {
        tenure.bounds(0, FAR);
        StateValue latest = fold(JOB);
        assertThat(written(JOB)).isFalse();
        assertThat(states.get(JOB)).isEqualTo(latest);
        assertThat(consumed.next(EVENTS)).isZero();
    }

    @Test
    void aCommitWritesWhatIsHeldOnceForEachJob() {
        tenure.bounds(0, FAR);
        StateKey other = new StateKey("a", "j");
        fold(JOB);
        fold(other);
        StateValue latest = fold(JOB);
        states.flushCache(); // as Streams does before a commit
        assertThat(batches).containsExactly(2);
        assertThat(StateValue.parse(logged.get(Bytes.wrap(JOB.toBytes()))).state())
                .isEqualTo(latest.state());
        assertThat(written(other)).isTrue();
        assertThat(consumed.next(EVENTS)).isEqualTo(3);
    }

    @Test
    void whatIsHeldIsBounded() {
        tenure.bounds(0, FAR);
        for (int job = 0; job < 20_000; job++) {
            fold(new StateKey("w", "j" + job));
        }
        assertThat(batches).isNotEmpty().allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(4096));
        assertThat(consumed.next(EVENTS)).isGreaterThanOrEqualTo(20_000 - 4096);
    }

    /** Or a reader would see a later event without an earlier one. */
    @Test
    void whatIsHeldIsWrittenAtOnceHoweverMuchItIs() {
        tenure.bounds(0, FAR);
        for (int job = 0; job < 5_000; job++) {
            fold(new StateKey("w", "j" + job));
        }
        states.flushCache();
        assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(5_000);
        assertThat(batches).hasSizeLessThanOrEqualTo(3); // the first is smaller, before the number of tasks is known
    }

    @Test
    void whatIsPutIsJoinedWithWhatIsStored() {
        tenure.bounds(0, 1);
        StateValue first = fold(JOB);
        StateValue later = new StateValue(
                Origins.of(0, offset),
                JobState.of(EventBuilder.event(EventType.COMPLETED, "2026-01-01T00:01:00Z")
                        .build()));
        tenure.bounds(0, FAR);
        states.put(JOB, later);
        assertThat(states.get(JOB)).isEqualTo(first.join(later));
        states.flushCache();
        assertThat(stored(Bytes.wrap(JOB.toBytes()))).isEqualTo(first.join(later));
        tenure.bounds(0, 0);
        states.put(JOB, first);
        tenure.consumed(offset++);
        assertThat(stored(Bytes.wrap(JOB.toBytes()))).isEqualTo(first.join(later));
    }

    @Test
    void whatIsHeldIsWrittenBeforeWhatFollowsOnceTheEndIsNear() {
        tenure.bounds(0, FAR);
        fold(JOB);
        tenure.bounds(0, 3);
        StateKey other = new StateKey("w", "k");
        fold(other);
        assertThat(written(JOB)).isTrue();
        assertThat(written(other)).isTrue();
        assertThat(consumed.next(EVENTS)).isEqualTo(2);
    }

    @Test
    void whatACrashTakesWasNeverReported() {
        tenure.bounds(0, FAR);
        fold(JOB);
        states.clearCache();
        assertThat(states.get(JOB)).isNull();
        assertThat(consumed.next(EVENTS)).isZero();
    }

    /** Wherever a changelog ends: whoever restores what is there holds every event that it says it holds. */
    @Test
    void aChangelogThatEndsAnywhereClaimsNothingThatItLacks() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<JobState> events = new ArrayList<>();
        List<StateKey> jobs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            tenure.bounds(0, random.nextInt(5) == 0 ? 0 : FAR);
            int last = i + random.nextInt(3);
            tenure.fetched(last, last + 1);
            StateKey job = new StateKey("w" + random.nextInt(3), "j" + random.nextInt(8));
            JobState event =
                    JobState.of(EventBuilder.event(EventType.CREATED, Instant.EPOCH.plusSeconds(random.nextInt(1000)))
                            .attempt(1 + random.nextInt(9))
                            .build());
            StateValue before = states.get(job);
            Origins origin = Origins.of(0, i);
            states.put(
                    job,
                    before == null
                            ? new StateValue(origin, event)
                            : new StateValue(
                                    before.origins().join(origin),
                                    before.state().join(event)));
            tenure.consumed(i);
            events.add(event);
            jobs.add(job);
            if (random.nextInt(20) == 0) {
                states.flushCache();
            }
        }
        states.flushCache();
        Map<StateKey, JobState> restored = new HashMap<>();
        long claimed = -1;
        for (KeyValue<Bytes, byte[]> record : changelog) {
            StateValue value = StateValue.parse(record.value);
            restored.put(StateKey.parse(record.key.get()), value.state());
            claimed = Math.max(claimed, value.origins().toPosition().offset(0));
            for (int i = 0; i <= claimed; i++) {
                JobState held = restored.get(jobs.get(i));
                assertThat(held).as("seed %d, event %d of %d", seed, i, claimed).isNotNull();
                assertThat(held.join(events.get(i)))
                        .as("seed %d, event %d of %d", seed, i, claimed)
                        .isEqualTo(held);
            }
        }
        assertThat(claimed).isEqualTo(events.size() - 1);
    }

    private StateValue fold(StateKey job) {
        StateValue value = new StateValue(
                Origins.of(0, offset),
                JobState.of(EventBuilder.event(EventType.CREATED, "2026-01-01T00:00:00Z")
                        .build()));
        states.put(job, value);
        tenure.consumed(offset);
        offset++;
        return value;
    }

    private @Nullable StateValue stored(Bytes key) {
        byte[] value = logged.get(key);
        return value == null ? null : StateValue.parse(value);
    }

    private boolean written(StateKey job) {
        return logged.get(Bytes.wrap(job.toBytes())) != null;
    }
}

package io.jobview.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobview.history.Checkpoint;
import io.jobview.history.History;
import io.jobview.history.MissingEvents;
import io.jobview.history.TopicFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

/** What a store on the disk knows of the history that it is the fold of. */
class StoreHistoryTest {

    private static final History HISTORY = new History("cluster-1", "events-1", "rerouted-1", "view-1", 6);
    private static final TopicFacts FACTS = new TopicFacts(HISTORY, 6, "log-1", Map.of());
    private static final MissingEvents GONE = new MissingEvents(TestStore.PARTITION, 3, 9);

    private final List<Sourced> feed = Sourced.random(7, 3, 40, 200);
    private final List<KeyValue<byte[], byte[]>> changelog = Sourced.changelog(feed);
    private final byte[] job = changelog.get(0).key;

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private @Nullable TopicFacts facts = FACTS;

    @BeforeEach
    void allocate() {
        memory = new StoreMemory(16L << 20);
    }

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void aStoreOfAnotherHistoryIsRefusedAndBothAreNamed() {
        commit(checkpoint(HISTORY, 50));
        refuses(new History("cluster-2", "events-1", "rerouted-1", "view-1", 6), "cluster cluster-1", "cluster-2");
        refuses(new History("cluster-1", "events-2", "rerouted-1", "view-1", 6), "id events-1", "id events-2");
        refuses(new History("cluster-1", "events-1", "rerouted-1", "view-2", 6), "view view-1", "view view-2");
        refuses(new History("cluster-1", "events-1", "rerouted-1", "view-1", 8), "6 home partitions", "of 8");
        facts = FACTS;
        try (TestStore store = open()) {
            assertThat(store.opened().history().events())
                    .as("nothing was changed, and nobody holds its folder")
                    .isEqualTo(50);
        }
    }

    private void refuses(History now, String before, String after) {
        facts = new TopicFacts(now, now.homes(), "log-1", Map.of());
        assertThatThrownBy(this::open)
                .isInstanceOf(ForeignHistoryException.class)
                .hasMessageContainingAll(folder.toString(), before, after, "--application-id")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theFolderOfAnotherPartitionIsRefused() {
        commit(new Checkpoint(HISTORY, 4, "log-1", 0, 50, 7, false, List.of()));
        assertThatThrownBy(this::open)
                .isInstanceOf(ForeignHistoryException.class)
                .hasMessageContainingAll(folder.toString(), "partition 4, not 5");
    }

    @Test
    void aTaskBeginsWhereItsStoreVouchesFor() {
        commit(checkpoint(HISTORY, 50));
        try (TestStore store = open()) {
            StoreHistory history = store.opened().history();
            assertThat(List.of(history.events(), history.rerouted())).containsExactly(50L, 7L);
            assertThat(history.missing()).containsExactly(GONE);
            assertThat(history.mustRewrite()).isFalse();
        }
    }

    /** What was passed on to others is lost with the topic that carried it, unless they had read it. */
    @Test
    void aTaskThatHasPassedOnEventsBeginsAnewWhenTheirTopicIsAnother() {
        commit(checkpoint(HISTORY, 50));
        facts = new TopicFacts(new History("cluster-1", "events-1", "rerouted-2", "view-1", 6), 6, "log-1", Map.of());
        try (TestStore store = open()) {
            StoreHistory history = store.opened().history();
            assertThat(List.of(history.events(), history.rerouted())).containsExactly(0L, 0L);
            history.written(new Checkpoint(HISTORY, TestStore.PARTITION, "log-1", 0, 50, 7, false, List.of()));
            assertThat(List.of(history.events(), history.rerouted())).containsExactly(50L, 0L);
        }
    }

    @Test
    void whatNothingVouchesForIsFoldedFromTheFirstEventOn() {
        try (TestStore store = open()) {
            assertThat(store.opened().history().events()).isZero();
            assertThat(store.opened().history().rerouted()).isZero();
        }
    }

    /** An earlier version kept no checkpoints: what the group has committed is in such a store. */
    @Test
    void aStoreOfAnEarlierVersionIsTrusted() {
        facts = null;
        try (TestStore store = open()) {
            store.foldAll(feed);
            store.commit(feed.size());
        }
        byte[] layout = "layout".getBytes(UTF_8);
        try (JobDb db = JobDb.open(JobStore.folder(folder, "jobs"), memory);
                WriteBatch batch = new WriteBatch()) {
            byte version = db.get(Family.META, layout)[0];
            db.put(batch, Family.META, layout, new byte[] {version});
            db.write(batch);
        }
        facts = FACTS;
        try (TestStore store = open()) {
            assertThat(store.committed()).isEqualTo(feed.size());
            assertThat(store.opened().history().events()).isEqualTo(Long.MAX_VALUE);
            store.restore(List.of(KeyValue.pair(job, null)));
            assertThat(store.opened().history().events())
                    .as("but not over a loss")
                    .isZero();
        }
    }

    @Test
    void aStateThatIsDeletedFromTheChangelogVoidsWhatItVouchesFor() {
        try (TestStore store = open()) {
            store.restore(changelog);
            store.restore(List.of(checkpointRecord(checkpoint(HISTORY, 50))));
            StoreHistory history = store.opened().history();
            assertThat(history.isVouched()).isTrue();
            assertThat(history.events()).isEqualTo(50);

            store.restore(List.of(KeyValue.pair(job, null)));
            assertThat(history.isVouched()).isFalse();
            assertThat(List.of(history.events(), history.rerouted())).containsExactly(0L, 0L);

            store.restore(List.of(KeyValue.pair(job, last(job))));
            assertThat(history.isVouched()).as("it is there again").isTrue();
            assertThat(history.events()).isEqualTo(50);
        }
    }

    /**
     * The task begins at the first event; until it has folded what is lost, an old checkpoint must not speak for it.
     */
    @Test
    void whatIsWrittenAgainLeavesNoOldCheckpoint() {
        try (TestStore store = open()) {
            store.restore(List.of(checkpointRecord(checkpoint(HISTORY, 50)), KeyValue.pair(job, null)));
            store.activate();
            assertThat(store.opened().takeRegressed()).containsExactly(Bytes.wrap(job));
            StoreHistory history = store.opened().history();
            assertThat(history.checkpoint()).isNotNull();
            assertThat(List.of(
                            history.checkpoint().events(), history.checkpoint().rerouted()))
                    .containsExactly(0L, 0L);
            assertThat(history.events()).isZero();
            assertThat(history.missing()).as("stays known").containsExactly(GONE);
        }
    }

    /** A store that is killed after it has read of a loss must read of it again. */
    @Test
    void aLossIsNotForgottenWithTheProcess() {
        try (TestStore store = open()) {
            store.restore(changelog);
            store.restore(List.of(checkpointRecord(checkpoint(HISTORY, 50))));
            store.opened().complete();
            store.commit(201);
            store.restore(List.of(KeyValue.pair(job, null)));
            store.commit(202);
        }
        try (TestStore store = open()) {
            assertThat(store.committed()).as("behind this comes the loss").isEqualTo(201);
            store.restore(List.of(KeyValue.pair(job, null)));
            assertThat(store.opened().history().events()).isZero();
            store.restore(List.of(KeyValue.pair(job, last(job))));
            store.commit(203);
        }
        try (TestStore store = open()) {
            assertThat(store.committed()).isEqualTo(203);
            assertThat(store.opened().history().events()).isEqualTo(50);
        }
    }

    @Test
    void aLossInALoadIsNotForgottenEither() {
        try (TestStore store = open()) {
            store.restore(changelog);
            store.restore(List.of(checkpointRecord(checkpoint(HISTORY, 50)), KeyValue.pair(job, null)));
            store.commit(202);
        }
        try (TestStore store = open()) {
            assertThat(store.committed()).isNull();
            assertThat(store.opened().history().events()).isZero();
        }
    }

    /** A paused instance writes its last checkpoint late, behind one that knows more. */
    @Test
    void aCheckpointThatComesLateHidesNoLoss() {
        try (TestStore store = open()) {
            store.restore(List.of(
                    checkpointRecord(checkpoint(HISTORY, 50)),
                    checkpointRecord(
                            new Checkpoint(HISTORY, TestStore.PARTITION, "log-1", 0, 40, 6, false, List.of()))));
            StoreHistory history = store.opened().history();
            assertThat(history.events()).isEqualTo(40);
            assertThat(history.missing()).containsExactly(GONE);
            assertThat(history.checkpoint().passedOn()).isTrue();
        }
    }

    @Test
    void aChangelogOfAnotherHistoryIsNeverServed() {
        History other = new History("cluster-2", "events-1", "rerouted-1", "view-1", 6);
        try (TestStore store = open()) {
            store.restore(changelog);
            store.restore(List.of(checkpointRecord(checkpoint(other, 50))));
            assertThat(store.opened().history().isOwn()).isFalse();
            assertThat(store.opened().history().isVouched()).isFalse();
            assertThatThrownBy(store::activate)
                    .isInstanceOf(ForeignHistoryException.class)
                    .hasMessageContainingAll("changelog of partition 5", "cluster-2", "cluster-1");
            assertThat(store.opened().isActive()).isFalse();
        }
    }

    @Test
    void aChangelogThatWasMadeAnewIsWrittenAgainFromTheStore() {
        commit(checkpoint(HISTORY, 50));
        facts = new TopicFacts(HISTORY, 6, "log-2", Map.of());
        try (TestStore store = open().activate()) {
            StoreHistory history = store.opened().history();
            assertThat(store.committed()).as("an offset of another topic").isNull();
            assertThat(history.mustRewrite()).isTrue();
            assertThat(history.events()).as("the store itself lacks nothing").isEqualTo(50);

            assertThat(rewritten(store)).isEqualTo(states());
            assertThat(history.mustRewrite()).isFalse();
            store.commit(77);
            assertThat(store.committed()).isEqualTo(77);
        }
        try (TestStore store = open()) {
            assertThat(store.committed()).isEqualTo(77);
            assertThat(store.opened().history().mustRewrite()).isFalse();
        }
    }

    @Test
    void aChangelogWhoseBeginningIsDeletedIsWrittenAgain() {
        commit(checkpoint(HISTORY, 50));
        facts = new TopicFacts(HISTORY, 6, "log-1", Map.of(TestStore.PARTITION, 10L));
        try (TestStore store = open().activate()) {
            assertThat(store.committed()).isNull();
            assertThat(store.opened().history().mustRewrite()).isTrue();
            rewritten(store);
            assertThat(store.opened().history().mustRewrite()).isFalse();
        }
    }

    @Test
    void aChangelogThatIsSeenToLackRecordsIsWrittenAgain() {
        commit(checkpoint(HISTORY, 50));
        try (TestStore store = open().activate()) {
            StoreHistory history = store.opened().history();
            history.logIsIncomplete();
            assertThat(history.mustRewrite()).isTrue();
            rewritten(store);
            assertThat(history.mustRewrite()).isFalse();
        }
    }

    @Test
    void aRewriteThatIsInterruptedBeginsAnew() {
        commit(checkpoint(HISTORY, 50));
        facts = new TopicFacts(HISTORY, 6, "log-2", Map.of());
        try (TestStore store = open().activate()) {
            assertThatThrownBy(() -> store.opened().rewrite(portion -> {
                        throw new ProcessorStateException("cut off");
                    }))
                    .hasMessage("cut off");
            store.commit(5); // of what came before
        }
        try (TestStore store = open().activate()) {
            assertThat(store.committed()).isNull();
            assertThat(store.opened().history().mustRewrite()).isTrue();
            assertThat(rewritten(store)).isEqualTo(states());
        }
    }

    @Test
    void aCheckpointComesToTheDiskWithItsOffset() {
        commit(checkpoint(HISTORY, 50));
        try (TestStore store = open().activate()) {
            put(store, checkpoint(HISTORY, 60));
            assertThat(store.opened().history().events()).isEqualTo(60);
        }
        try (TestStore store = open()) {
            assertThat(store.opened().history().events())
                    .as("what follows it was not committed")
                    .isEqualTo(50);
        }
    }

    @Test
    void aCheckpointOfALoadComesToTheDiskWithItsStates() {
        try (TestStore store = open()) {
            store.restore(changelog.subList(0, 100));
            store.restore(List.of(checkpointRecord(checkpoint(HISTORY, 50))));
            store.commit(101);
            store.restore(changelog.subList(100, 200));
            store.restore(List.of(checkpointRecord(checkpoint(HISTORY, 60))));
            assertThat(store.opened().history().events()).isEqualTo(60);
        }
        try (TestStore store = open()) {
            assertThat(store.committed()).isEqualTo(101);
            assertThat(store.opened().history().events()).isEqualTo(50);
            assertThat(store.opened().states(List.of(Bytes.wrap(job))).get(0))
                    .as("a state before it")
                    .isNotNull();
        }
    }

    private TestStore open() {
        return TestStore.open(folder, memory, () -> facts);
    }

    /** A store that holds the whole feed, whose changelog vouches for that much. */
    private void commit(Checkpoint checkpoint) {
        try (TestStore store = open().activate()) {
            store.foldAll(feed);
            put(store, checkpoint);
            store.commit(feed.size());
        }
    }

    private static void put(TestStore store, Checkpoint checkpoint) {
        store.store().put(Bytes.wrap(Checkpoint.key()), checkpoint.toBytes());
    }

    private static Checkpoint checkpoint(History history, long events) {
        return new Checkpoint(history, TestStore.PARTITION, "log-1", 0, events, 7, true, List.of(GONE));
    }

    private static KeyValue<byte[], byte[]> checkpointRecord(Checkpoint checkpoint) {
        return KeyValue.pair(Checkpoint.key(), checkpoint.toBytes());
    }

    private static Map<Bytes, Bytes> rewritten(TestStore store) {
        List<KeyValue<Bytes, byte[]>> all = new ArrayList<>();
        store.opened().rewrite(all::addAll);
        Map<Bytes, Bytes> states = new HashMap<>();
        all.forEach(each -> states.put(each.key, Bytes.wrap(each.value)));
        return states;
    }

    private Map<Bytes, Bytes> states() {
        Map<Bytes, Bytes> states = new HashMap<>();
        changelog.forEach(each -> states.put(Bytes.wrap(each.key), Bytes.wrap(each.value)));
        return states;
    }

    private byte[] last(byte[] key) {
        return states().get(Bytes.wrap(key)).get();
    }
}

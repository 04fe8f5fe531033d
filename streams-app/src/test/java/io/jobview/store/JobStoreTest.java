package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random histories through a store on disk: whatever is derived always fits the states and the oracle. */
class JobStoreTest {

    private static final int EVENTS = 3_000;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final String where = "seed " + seed;

    @TempDir
    private Path folder;

    private StoreMemory memory;

    @BeforeEach
    void allocate() {
        memory = new StoreMemory(32L << 20);
    }

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void everyHistoryLeavesTheFamiliesInAgreement() {
        for (int i = 0; i < 4; i++) {
            List<Sourced> feed = Sourced.random(random.nextLong(), 1 + i * 2, 150, EVENTS);
            try (TestStore store =
                    TestStore.open(folder.resolve("" + i), memory).activate()) {
                store.foldAll(feed);
                FamilyAudit.check(store, Sourced.events(feed), where);
                assertThat(store.ask(new FamilyDump()).applied()).as(where).isEqualTo(Sourced.position(feed));
            }
        }
    }

    @Test
    void theFamiliesAgreeAfterEveryEvent() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 2, 4, 300);
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            for (int i = 0; i < feed.size(); i++) {
                store.fold(feed.get(i));
                FamilyAudit.check(store, Sourced.events(feed.subList(0, i + 1)), where + ", event " + i);
            }
        }
    }

    @Test
    void aCleanStopKeepsEverything() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 3, 100, EVENTS);
        for (int from = 0; from < EVENTS; from += EVENTS / 3) {
            try (TestStore store = TestStore.open(folder, memory).activate()) {
                FamilyAudit.check(store, Sourced.events(feed.subList(0, from)), where);
                assertThat(store.committed()).isEqualTo(from == 0 ? null : Long.valueOf(from));
                assertThat(store.ask(new FamilyDump()).applied()).isEqualTo(Sourced.position(feed.subList(0, from)));
                store.foldAll(feed.subList(from, from + EVENTS / 3));
                store.commit(from + EVENTS / 3);
            }
        }
    }

    @Test
    void aForgottenJobLeavesNothingBehind() {
        List<JobEvent> known = new ArrayList<>();
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            for (Sourced sourced : Sourced.random(random.nextLong(), 2, 20, 1_000)) {
                store.fold(sourced);
                known.add(sourced.event());
                if (random.nextInt(10) == 0) {
                    Bytes key = Bytes.wrap(sourced.job().toBytes());
                    forget(store, key);
                    assertThat(store.store().get(key)).as(where).isNull();
                    known.removeIf(
                            event -> event.workflowId().equals(sourced.event().workflowId())
                                    && event.jobId().equals(sourced.event().jobId()));
                }
            }
            FamilyAudit.check(store, known, where);
        }
    }

    private void forget(TestStore store, Bytes key) {
        byte[] before = store.store().get(key);
        switch (random.nextInt(3)) {
            case 0 -> store.store().put(key, null);
            case 1 -> store.store().putAll(List.of(KeyValue.pair(key, before), KeyValue.pair(key, null)));
            default -> assertThat(store.store().delete(key)).as(where).isEqualTo(before);
        }
    }

    /** Nobody of ours deletes a state from the changelog: the job is written to it again, and nothing before is vouched for. */
    @Test
    void aStateThatIsDeletedFromTheChangelogStays() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 2, 20, 100);
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            store.foldAll(feed);
            Bytes key = Bytes.wrap(feed.get(0).job().toBytes());
            store.restore(List.of(KeyValue.pair(key.get(), null)));
            FamilyAudit.check(store, Sourced.events(feed), where);
            assertThat(store.opened().history().isVouched()).isFalse();
            assertThat(store.opened().takeRegressed()).contains(key);
        }
    }

    @Test
    void aJobThatWasNeverThereIsForgottenWithoutATrace() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 2, 20, 200);
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            store.foldAll(feed);
            store.store().put(Bytes.wrap(new byte[] {'w', 0, 'j'}), null);
            FamilyAudit.check(store, Sourced.events(feed), where);
        }
    }

    @Test
    void whatIsThereIsNotPutAgain() {
        Sourced sourced = Sourced.random(seed, 1, 1, 1).get(0);
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            byte[] value = store.fold(sourced).value;
            Bytes key = Bytes.wrap(sourced.job().toBytes());
            assertThat(store.store().putIfAbsent(key, new byte[] {1})).isEqualTo(value);
            store.store().delete(key);
            assertThat(store.store().putIfAbsent(key, value)).isNull();
            FamilyAudit.check(store, List.of(sourced.event()), where);
        }
    }

    @Test
    void aDamagedValueIsRefusedAndHarmsNoOther() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 2, 20, 400);
        try (TestStore store = TestStore.open(folder, memory).activate()) {
            List<KeyValue<byte[], byte[]>> changelog = store.foldAll(feed.subList(0, 200));
            List<KeyValue<byte[], byte[]>> batch = new ArrayList<>(changelog.subList(0, 50));
            batch.add(KeyValue.pair(changelog.get(0).key, new byte[] {99}));
            batch.add(0, KeyValue.pair(new byte[] {'x', 0, 'y'}, created()));
            assertThatThrownBy(() -> store.restore(batch)).isInstanceOf(IllegalArgumentException.class);
            store.foldAll(feed.subList(200, 400));
            FamilyAudit.check(store, Sourced.events(feed), where);
        }
    }

    private static byte[] created() {
        JobEvent event =
                EventBuilder.event(EventType.CREATED, "2026-01-01T00:00:00Z").build();
        return new StateValue(Origins.of(0, 1), JobState.of(event)).toBytes();
    }

    @Test
    void aClosedStoreSaysSo() {
        TestStore store = TestStore.open(folder, memory);
        assertThat(store.store().isOpen()).isTrue();
        store.close();
        store.close();
        assertThat(store.store().isOpen()).isFalse();
        assertThatThrownBy(() -> store.store().get(Bytes.wrap(new byte[] {'w', 0, 'j'})))
                .isInstanceOf(InvalidStateStoreException.class);
    }

    @Test
    void theNumberOfJobsIsKnownBeforeReadersAreLetIn() {
        List<Sourced> feed = Sourced.random(random.nextLong(), 2, 50, 500);
        try (TestStore store = TestStore.open(folder, memory)) {
            store.foldAll(feed);
            long jobs = store.store().approximateNumEntries();
            store.activate();
            assertThat(jobs)
                    .isEqualTo(store.ask(new FamilyDump()).entries(Family.ROWS).size());
        }
    }
}

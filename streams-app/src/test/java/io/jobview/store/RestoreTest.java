package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that is restored from a changelog, in whatever batches and repetition, equals the store that wrote it. */
class RestoreTest {

    private static final int EVENTS = 2_000;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final String where = "seed " + seed;
    private final List<Sourced> feed = Sourced.random(random.nextLong(), 4, 100, EVENTS);

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private TestStore writer;
    private List<KeyValue<byte[], byte[]>> changelog;

    @BeforeEach
    void write() {
        memory = new StoreMemory(32L << 20);
        writer = TestStore.open(folder.resolve("writer"), memory).activate();
        changelog = writer.foldAll(feed);
    }

    @AfterEach
    void free() {
        writer.close();
        memory.close();
    }

    @Test
    void inBatchesOfAnySize() {
        for (int largest : new int[] {30, 1_500, EVENTS}) {
            try (TestStore replica = open("largest-" + largest)) {
                replica.restoreInBatches(changelog, random, largest);
                equalsWriter(replica);
            }
        }
    }

    /** From runs that are all kept in memory, from runs of which some are not, and from hundreds on the disk. */
    @Test
    void withMemoryForFewStates() {
        for (int bytes : new int[] {64 << 10, 256 << 10, 1 << 20, 4 << 20}) {
            try (StoreMemory little = new StoreMemory(bytes);
                    TestStore replica = TestStore.open(folder.resolve("little-" + bytes), little)) {
                replica.restoreInBatches(changelog, random, 100);
                equalsWriter(replica);
            }
        }
    }

    /** As at a start, while other stores are still being loaded. */
    @Test
    void completedBesideTheThreadThatLoads() {
        try (TestStore replica = open("beside")) {
            replica.restoreInBatches(changelog, random, 500);
            replica.opened().beginToComplete();
            replica.commit(EVENTS);
            equalsWriter(replica);
        }
        try (TestStore replica = open("beside")) {
            assertThat(replica.committed()).as(where).isEqualTo(EVENTS);
            equalsWriter(replica);
        }
    }

    /** As when a task that was restored becomes a standby before it has run. */
    @Test
    void withRecordsThatComeWhileItIsCompleted() {
        try (TestStore replica = open("goes-on")) {
            replica.restoreInBatches(changelog.subList(0, EVENTS / 2), random, 500);
            replica.opened().beginToComplete();
            replica.restoreInBatches(changelog.subList(EVENTS / 2, EVENTS), random, 500);
            equalsWriter(replica);
        }
    }

    @Test
    void withEveryBatchTwice() {
        try (TestStore replica = open("twice")) {
            for (int from = 0; from < EVENTS; from += 250) {
                replica.restore(changelog.subList(from, from + 250));
                replica.restore(changelog.subList(from, from + 250));
            }
            equalsWriter(replica);
        }
    }

    @Test
    void withOlderRecordsAgainOverNewerData() {
        try (TestStore replica = open("again")) {
            for (int to = 0; to < EVENTS; ) {
                int from = random.nextInt(to + 1);
                to = Math.min(EVENTS, Math.max(to, from) + random.nextInt(400));
                replica.restoreInBatches(changelog.subList(from, to), random, 300);
            }
            equalsWriter(replica);
        }
    }

    /** As a paused owner leaves it that goes on after another one has taken over. */
    @Test
    void withOlderRecordsBehindTheNewestOnes() {
        Set<Bytes> regressed = new HashSet<>();
        List<KeyValue<byte[], byte[]>> foreign = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            KeyValue<byte[], byte[]> older = changelog.get(random.nextInt(EVENTS));
            foreign.add(older);
            Bytes key = Bytes.wrap(older.key);
            if (Arrays.equals(older.value, writer.store().get(key))) {
                regressed.remove(key);
            } else {
                regressed.add(key);
            }
        }
        for (List<KeyValue<byte[], byte[]>> head : List.of(changelog, compacted(EVENTS))) {
            for (boolean derived : new boolean[] {false, true}) {
                try (TestStore replica = open("behind-" + head.size() + derived)) {
                    replica.restoreInBatches(head, random, 300);
                    if (derived) {
                        replica.activate().deactivate();
                    }
                    replica.restoreInBatches(foreign, random, 30);
                    assertThat(replica.opened().takeRegressed())
                            .as(where)
                            .containsExactlyInAnyOrderElementsOf(regressed);
                    equalsWriter(replica);
                }
            }
        }
    }

    @Test
    void fromWhatCompactionLeaves() {
        try (TestStore replica = open("compacted")) {
            replica.restoreInBatches(compacted(EVENTS), random, 200);
            equalsWriter(replica);
        }
    }

    @Test
    void fromACompactedHeadAndAWholeTail() {
        try (TestStore replica = open("head")) {
            int tail = random.nextInt(EVENTS);
            replica.restoreInBatches(compacted(tail), random, 200);
            replica.restoreInBatches(changelog.subList(tail, EVENTS), random, 200);
            equalsWriter(replica);
        }
    }

    @Test
    void goingOnAfterAStop() {
        int half = random.nextInt(EVENTS);
        try (TestStore replica = open("stop")) {
            replica.restoreInBatches(changelog.subList(0, half), random, 500);
            replica.commit(half);
        }
        try (TestStore replica = open("stop")) {
            assertThat(replica.committed()).as(where).isEqualTo(half);
            replica.restoreInBatches(changelog.subList(half, EVENTS), random, 500);
            equalsWriter(replica);
        }
    }

    @Test
    void goingOnAfterAStopWithoutACommit() {
        try (TestStore replica = open("uncommitted")) {
            replica.restoreInBatches(changelog.subList(0, random.nextInt(EVENTS)), random, 500);
        }
        try (TestStore replica = open("uncommitted")) {
            assertThat(replica.committed()).as(where).isNull();
            replica.restoreInBatches(changelog, random, 500);
            equalsWriter(replica);
        }
    }

    @Test
    void andGoesOnAsAWriter() {
        int half = EVENTS / 2;
        try (TestStore replica = open("writer-again")) {
            replica.restoreInBatches(changelog.subList(0, half), random, 500);
            replica.activate().foldAll(feed.subList(half, EVENTS));
            equalsWriter(replica);
        }
    }

    @Test
    void withForgottenJobs() {
        Collections.shuffle(changelog, new Random(seed));
        List<KeyValue<byte[], byte[]>> forget = changelog.stream()
                .limit(150)
                .map(record -> KeyValue.pair(record.key, (byte[]) null))
                .toList();
        forget.forEach(record -> writer.store().put(Bytes.wrap(record.key), null));
        try (TestStore replica = open("forgotten")) {
            List<KeyValue<byte[], byte[]>> live = new ArrayList<>(dump(writer));
            live.addAll(forget);
            replica.restoreInBatches(live, random, 100);
            replica.activate();
            FamilyAudit.check(replica, where);
            FamilyDump.Contents actual = replica.ask(new FamilyDump());
            FamilyDump.Contents expected = writer.ask(new FamilyDump());
            FamilyAudit.same(expected.entries(Family.ROWS), actual.entries(Family.ROWS), where);
        }
    }

    private TestStore open(String name) {
        return TestStore.open(folder.resolve(name), memory);
    }

    /** The last record of each job among the first {@code count}, in the order of their offsets. */
    private List<KeyValue<byte[], byte[]>> compacted(int count) {
        Map<Bytes, KeyValue<byte[], byte[]>> last = new LinkedHashMap<>();
        for (KeyValue<byte[], byte[]> record : changelog.subList(0, count)) {
            Bytes key = Bytes.wrap(record.key);
            last.remove(key);
            last.put(key, record);
        }
        return List.copyOf(last.values());
    }

    private static List<KeyValue<byte[], byte[]>> dump(TestStore store) {
        return store.ask(new FamilyDump()).entries(Family.STATES).entrySet().stream()
                .map(state -> KeyValue.pair(state.getKey(), state.getValue()))
                .toList();
    }

    private void equalsWriter(TestStore replica) {
        replica.activate();
        FamilyAudit.check(replica, Sourced.events(feed), where);
        FamilyDump.Contents expected = writer.ask(new FamilyDump());
        FamilyDump.Contents actual = replica.ask(new FamilyDump());
        for (Family family : List.of(Family.STATES, Family.ROWS, Family.FACETS, Family.WORKFLOWS)) {
            FamilyAudit.same(expected.entries(family), actual.entries(family), where + ": " + family);
        }
        assertThat(actual.applied()).as("%s: position", where).isEqualTo(expected.applied());
        assertThat(replica.ask(new TotalsQuery())).as(where).isEqualTo(writer.ask(new TotalsQuery()));
    }
}

package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.fold.EventBuilder;
import io.jobview.query.JobFilter;
import io.jobview.query.PageRequest;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store says it has applied (design section 1, position). */
class PositionTest {

    private static final PageRequest PAGE = new PageRequest("w", JobFilter.ALL, 10, null);

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

    /** With only the last origin in a state, compaction would take partition 0 out of the position for good. */
    @Test
    void aCompactedChangelogStillTellsOfEveryPartition() {
        try (TestStore writer = open("writer");
                TestStore replica = open("replica")) {
            writer.fold(event(0, 7));
            KeyValue<byte[], byte[]> last = writer.fold(event(2, 3));
            assertThat(position(writer)).isEqualTo("0@7,2@3");
            replica.restore(List.of(last));
            assertThat(position(replica)).isEqualTo("0@7,2@3");
        }
    }

    @Test
    void aRepeatedOlderEventDoesNotTurnItBack() {
        try (TestStore store = open("store")) {
            store.fold(event(1, 9));
            store.fold(event(1, 4));
            assertThat(position(store)).isEqualTo("1@9");
        }
    }

    @Test
    void itIsEmptyBeforeTheFirstEvent() {
        try (TestStore store = open("store")) {
            assertThat(position(store)).isEmpty();
        }
    }

    @Test
    void whatWasCommittedOutlivesAStop() {
        try (TestStore store = open("store")) {
            store.fold(event(0, 7));
            store.fold(event(3, 1));
            store.commit(2);
        }
        try (TestStore store = open("store")) {
            assertThat(store.committed()).isEqualTo(2);
            assertThat(position(store)).isEqualTo("0@7,3@1");
        }
    }

    /** Streams restores the rest from the committed offset on, and with the data comes the position. */
    @Test
    void whatWasNotCommittedIsNotClaimedAfterAStop() {
        KeyValue<byte[], byte[]> second;
        try (TestStore store = open("store")) {
            store.fold(event(0, 7));
            store.commit(1);
            second = store.fold(event(0, 8));
        }
        try (TestStore store = open("store")) {
            assertThat(store.committed()).isEqualTo(1);
            assertThat(position(store)).isEqualTo("0@7");
            store.restore(List.of(second));
            assertThat(position(store)).isEqualTo("0@8");
        }
    }

    private TestStore open(String name) {
        return TestStore.open(folder.resolve(name), memory).activate();
    }

    private static String position(TestStore store) {
        return store.positioned(PAGE).position().toString();
    }

    private static Sourced event(int partition, long offset) {
        return new Sourced(
                EventBuilder.event(EventType.CREATED, "2026-01-01T00:00:00Z").build(), partition, offset);
    }
}

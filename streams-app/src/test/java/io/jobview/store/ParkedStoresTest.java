package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParkedStoresTest {

    private static final int PARTITION = 5;

    @TempDir
    private Path task;

    private final StoreMemory memory = new StoreMemory(8L << 20);
    private final ParkedStores parked = new ParkedStores(() -> null);

    @AfterEach
    void close() {
        parked.closeAll();
        memory.close();
    }

    @Test
    void aStoreClosedByTheStarterIsTheOneThatIsOpenedNext() {
        OpenStore first = loaded();
        parked.begin();
        parked.close(folder(), first);
        parked.end();
        assertThat(open()).isSameAs(first);
        parked.close(folder(), first);
        OpenStore second = open();
        assertThat(second).isNotSameAs(first);
        parked.close(folder(), second);
    }

    @Test
    void otherThreadsCloseForGood() {
        OpenStore first = loaded();
        parked.begin();
        CompletableFuture.runAsync(() -> parked.close(folder(), first)).join();
        OpenStore second = open();
        assertThat(second).isNotSameAs(first);
        parked.end();
        parked.close(folder(), second);
    }

    @Test
    void aStoreThatIsStillToBeLoadedIsClosed() {
        OpenStore empty = open();
        parked.begin();
        parked.close(folder(), empty);
        OpenStore again = open();
        assertThat(again).isNotSameAs(empty);
        parked.end();
        parked.close(folder(), again);
    }

    @Test
    void whatNobodyAskedForIsClosedSoThatOthersCanOpenIt() {
        park(loaded());
        parked.closeAll();
        OpenStore.open(folder(), PARTITION, memory, () -> null).close();
    }

    @Test
    void whatIsOpenedAheadIsTakenOnceItIsOpen() {
        OpenStore first = loaded();
        long jobs = first.totals().jobs();
        parked.close(folder(), first);
        parked.openAhead(Map.of(task, PARTITION, task.resolve("none"), PARTITION), "jobs", memory);
        OpenStore second = open(); // that nobody opened it meanwhile shows in that RocksDB does not refuse
        assertThat(second.totals().jobs()).isEqualTo(jobs).isPositive();
        parked.close(folder(), second);
        assertThat(task.resolve("none")).doesNotExist();
    }

    @Test
    void whatCannotBeOpenedAheadFailsWhereItIsNeeded() {
        OpenStore holder = loaded(); // and its lock
        parked.openAhead(Map.of(task, PARTITION), "jobs", memory);
        assertThatThrownBy(this::open).isInstanceOf(ProcessorStateException.class);
        parked.close(folder(), holder);
    }

    @Test
    void closingAllWaitsForWhatIsBeingOpened() {
        parked.close(folder(), loaded());
        parked.openAhead(Map.of(task, PARTITION), "jobs", memory);
        parked.closeAll();
        OpenStore.open(folder(), PARTITION, memory, () -> null).close();
    }

    private Path folder() {
        return task.resolve("jobview").resolve("jobs"); // as the store has it
    }

    private void park(OpenStore store) {
        parked.begin();
        parked.close(folder(), store);
        parked.end();
    }

    private OpenStore open() {
        return parked.open(folder(), PARTITION, memory);
    }

    /** One that holds something: an empty store waits for a load. */
    private OpenStore loaded() {
        try (TestStore written = TestStore.open(task, memory).activate()) {
            written.foldAll(Sourced.random(1, 1, 3, 20));
        }
        return open();
    }
}

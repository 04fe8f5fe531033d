package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.fold.EventBuilder;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Positioned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ReadTier;
import org.rocksdb.WriteBatch;

/** The position of an answer while events are folded: it tells of all that is shown. Each event makes a job of its own. */
@Timeout(60)
class PositionRaceTest {

    private static final PageRequest ALL = new PageRequest("w", JobFilter.ALL, PageRequest.MAX_LIMIT, null);

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private TestStore store;
    private int folded;

    @BeforeEach
    void open() {
        memory = new StoreMemory(32L << 20);
        store = TestStore.open(folder, memory).activate();
        fold();
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    @Test
    void whatIsFoldedBeforeTheRowsAreReadIsInTheirPosition() {
        PositionedQuery<JobPage> heldUp = db -> {
            fold(); // at each attempt
            return page(db);
        };
        Positioned<JobPage> answer = store.ask(heldUp);
        assertThat(answer.position().offset(0) + 1).isEqualTo(answer.value().count());
    }

    @Test
    void aPositionIsExactThoughAWriteRanAtFirst() {
        AtomicInteger reads = new AtomicInteger();
        PositionedQuery<JobPage> heldUp = db -> {
            JobPage page = page(db);
            if (reads.getAndIncrement() == 0) {
                fold(); // behind the rows: they do not show it
            }
            return page;
        };
        Positioned<JobPage> answer = store.ask(heldUp);
        assertThat(answer.value().count()).isEqualTo(2);
        assertThat(answer.position().offset(0)).isEqualTo(1);
        assertThat(reads).hasValue(2);
    }

    @Test
    void whatCanJustBeReadIsInThePositionAndNotYetSaidToBeFolded() {
        List<Long> positions = new ArrayList<>();
        List<Long> folds = new ArrayList<>();
        StoreQuery<Boolean> write = (db, applied) -> {
            Origins next = Origins.of(0, 7);
            try (WriteBatch batch = new WriteBatch()) {
                applied.begin(next);
                db.write(batch, Map.of(), Map.of(), () -> {
                    positions.add(store.positioned(ALL).position().offset(0));
                    folds.add(store.opened().position().offset(0));
                    applied.advance(next);
                });
            }
            return true;
        };
        store.ask(write);
        assertThat(positions).containsExactly(7L);
        assertThat(folds).containsExactly(0L);
        assertThat(store.positioned(ALL).position().offset(0)).isEqualTo(7);
        assertThat(store.opened().position().offset(0)).isEqualTo(7);
    }

    @Test
    void aPageShowsAllThatWasFoldedAndItsPositionAllThatItShows() {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                long before = store.opened().position().offset(0) + 1;
                Positioned<JobPage> answer = store.positioned(ALL);
                assertThat((long) answer.value().count())
                        .isBetween(before, answer.position().offset(0) + 1);
            }
        });
        try {
            while (folded < PageRequest.MAX_LIMIT) {
                fold();
            }
        } finally {
            done.set(true);
        }
        reader.join();
    }

    private void fold() {
        store.fold(new Sourced(
                EventBuilder.event(EventType.CREATED, "2026-01-01T00:00:00Z")
                        .job("w", "j" + folded)
                        .build(),
                0,
                folded++));
    }

    private static JobPage page(JobDb db) {
        return PageReader.read(db, ALL, ReadTier.READ_ALL_TIER);
    }
}

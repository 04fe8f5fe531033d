package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.jobview.query.Digest;
import io.jobview.query.JobFilter;
import io.jobview.query.PageRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeptRowsRaceTest {

    private static final Set<Thread.State> STOPPED =
            Set.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TERMINATED);

    private static final PageRequest PAGE = new PageRequest("w", JobFilter.ALL, 10, null);

    /** The reader has found that no write has run, and is about to keep its rows when one begins. */
    @Test
    void aWriteThatBeginsWhileAReaderKeepsItsRowsTakesThemAway() throws Exception {
        CountDownLatch keeping = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        WriteClock clock = new WriteClock();
        KeptRows kept = new KeptRows(
                Caffeine.newBuilder()
                        .maximumWeight(1_000_000)
                        .weigher((RowMemory.Key key, NewestRows rows) -> {
                            keeping.countDown(); // asked for between the look at the clock and the end of the keeping
                            await(goOn);
                            return 1;
                        })
                        .executor(Runnable::run)
                        .build(),
                1,
                clock);
        KeptRows.Reading reading = kept.reading(PAGE);
        assertThat(reading).isNotNull();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> reading.keep(Digest.ZERO, true));
        keeping.await();
        Thread writer = new Thread(() -> {
            clock.begin();
            kept.hold(Set.of("w"));
            kept.release(Map.of(), Map.of());
            clock.end();
        });
        writer.start();
        while (!STOPPED.contains(writer.getState())) { // it waits for the reader, or has passed it by
            Thread.onSpinWait();
        }
        goOn.countDown();
        reader.get();
        writer.join();
        assertThat(kept.page(PAGE)).as("what was read before the write").isNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

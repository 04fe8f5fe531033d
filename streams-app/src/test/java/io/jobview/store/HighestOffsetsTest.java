package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.query.ViewPosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HighestOffsetsTest {

    private static final int PARTITIONS = 2_000;

    private final HighestOffsets applied = new HighestOffsets();

    @Test
    void knowsTheHighestOffsetOfEachPartition() {
        applied.advance(7, 3);
        applied.advance(2, 5);
        applied.advance(7, 2);
        assertThat(applied.offset(7)).isEqualTo(3);
        assertThat(applied.offset(2)).isEqualTo(5);
        assertThat(applied.offset(3)).isEqualTo(-1);
        assertThat(applied.toOrigins()).isEqualTo(Origins.ofSorted(new int[] {2, 7}, new long[] {5, 3}));
    }

    /** The first events of a partition come while others are read. */
    @Test
    @Timeout(60)
    void canBeReadAtAnyMoment() {
        List<Integer> partitions =
                new ArrayList<>(IntStream.range(0, PARTITIONS).boxed().toList());
        Collections.shuffle(partitions, new Random(1));
        AtomicInteger written = new AtomicInteger();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int partition : partitions) {
                applied.advance(partition, partition);
                applied.advance(partitions.get(0), PARTITIONS + written.get());
                written.incrementAndGet();
            }
        });
        int before = 0;
        while (before < PARTITIONS) {
            before = written.get();
            ViewPosition position = applied.snapshot();
            for (int partition : partitions.subList(1, Math.max(1, before))) {
                assertThat(position.offset(partition)).isEqualTo(partition);
            }
            if (before > 0) {
                assertThat(position.offset(partitions.get(0))).isGreaterThanOrEqualTo(PARTITIONS + before - 1);
            }
        }
        writer.join();
    }
}

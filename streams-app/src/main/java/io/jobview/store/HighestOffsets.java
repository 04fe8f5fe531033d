package io.jobview.store;

import io.jobview.query.ViewPosition;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** The highest offset seen for each partition of the events topic; offsets only grow. One thread advances it, any thread may look. */
final class HighestOffsets {

    /** @param partitions ascending, as their offsets beside them */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Offsets(int[] partitions, AtomicLongArray highest) {

        /** As {@link Arrays#binarySearch}. */
        int index(int partition) {
            return Arrays.binarySearch(partitions, partition);
        }

        /** These and one more; what was here is not advanced from then on. */
        Offsets with(int partition, long offset) {
            int at = -index(partition) - 1;
            int[] more = new int[partitions.length + 1];
            long[] offsets = new long[more.length];
            for (int i = 0; i < more.length; i++) {
                int from = i < at ? i : i - 1;
                more[i] = i == at ? partition : partitions[from];
                offsets[i] = i == at ? offset : highest.get(from);
            }
            return new Offsets(more, new AtomicLongArray(offsets));
        }
    }

    private volatile Offsets all = new Offsets(new int[0], new AtomicLongArray(0));

    void advance(Origins origins) {
        origins.forEach(this::advance);
    }

    void advance(int partition, long offset) {
        Offsets known = all;
        int index = known.index(partition);
        if (index < 0) {
            all = known.with(partition, offset);
        } else if (known.highest().get(index) < offset) {
            known.highest().setRelease(index, offset);
        }
    }

    /** -1 when none was seen. */
    long offset(int partition) {
        Offsets known = all;
        int index = known.index(partition);
        return index < 0 ? -1 : known.highest().get(index);
    }

    ViewPosition snapshot() {
        return toOrigins().toPosition();
    }

    Origins toOrigins() {
        Offsets known = all;
        long[] highest = new long[known.partitions().length];
        Arrays.setAll(highest, known.highest()::get);
        return Origins.ofSorted(known.partitions(), highest);
    }
}

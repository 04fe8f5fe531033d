package io.jobview.store;

import io.jobview.query.ViewPosition;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The highest offset seen for each partition of the events topic; offsets only grow. One thread advances it, after what it
 * stands for can be read; any thread may take a snapshot, before it reads, so a snapshot never claims too much.
 */
final class AppliedPosition {

    private final ConcurrentSkipListMap<Integer, AtomicLong> offsets = new ConcurrentSkipListMap<>();

    void advance(Origins origins) {
        origins.forEach(this::advance);
    }

    void advance(int partition, long offset) {
        AtomicLong highest = offsets.get(partition);
        if (highest == null) {
            offsets.put(partition, new AtomicLong(offset));
        } else if (highest.get() < offset) {
            highest.setRelease(offset);
        }
    }

    /** -1 when none was seen. */
    long offset(int partition) {
        AtomicLong highest = offsets.get(partition);
        return highest == null ? -1 : highest.get();
    }

    ViewPosition snapshot() {
        return toOrigins().toPosition();
    }

    Origins toOrigins() {
        int[] partitions = new int[offsets.size()];
        long[] highest = new long[partitions.length];
        int found = 0;
        for (Map.Entry<Integer, AtomicLong> one : offsets.entrySet()) {
            if (found == partitions.length) {
                return toOrigins(); // one more has come meanwhile
            }
            partitions[found] = one.getKey();
            highest[found++] = one.getValue().get();
        }
        return Origins.ofSorted(partitions, highest);
    }
}

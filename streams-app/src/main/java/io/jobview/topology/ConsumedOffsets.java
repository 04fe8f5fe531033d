package io.jobview.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/** The next offset to process of each input partition that this process has worked on. Thread-safe. */
public final class ConsumedOffsets {

    private final Map<TopicPartition, AtomicLong> next = new ConcurrentHashMap<>();

    /** The next offset to process; 0 before the first record. */
    public long next(TopicPartition input) {
        AtomicLong known = next.get(input);
        return known == null ? 0 : known.get();
    }

    /** The cell that the task of this partition advances. */
    AtomicLong cell(TopicPartition input) {
        return next.computeIfAbsent(input, absent -> new AtomicLong());
    }
}

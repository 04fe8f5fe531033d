package io.jobview.query;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * For one home partition, the highest applied offset for each partition of the events topic (design section 1).
 *
 * @param offsets offset by partition of the events topic
 */
public record ViewPosition(SortedMap<Integer, Long> offsets) {

    public static final ViewPosition EMPTY = new ViewPosition(new TreeMap<>());

    public ViewPosition {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    public static ViewPosition of(Map<Integer, Long> offsets) {
        return new ViewPosition(new TreeMap<>(offsets));
    }

    /** The wire form, such as {@code 0@7,2@1045}, in order of partition; empty when nothing was applied. */
    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .map(entry -> entry.getKey() + "@" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}

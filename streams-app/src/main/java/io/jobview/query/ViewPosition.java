package io.jobview.query;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * For one home partition, the highest applied offset for each partition of the events topic (design section 1). Immutable;
 * arrays instead of a map because every read makes one.
 */
public final class ViewPosition {

    public static final ViewPosition EMPTY = new ViewPosition(new int[0], new long[0]);

    private static final Pattern TOKEN = Pattern.compile("[ \\t]*([0-9]{1,10})@([0-9]{1,19})[ \\t]*");

    private final int[] partitions; // ascending
    private final long[] offsets;

    private ViewPosition(int[] partitions, long[] offsets) {
        this.partitions = partitions;
        this.offsets = offsets;
    }

    /** Takes the offset of each partition of the events topic. */
    public static ViewPosition of(Map<Integer, Long> offsets) {
        TreeMap<Integer, Long> sorted = new TreeMap<>(offsets);
        return new ViewPosition(
                sorted.keySet().stream().mapToInt(Integer::intValue).toArray(),
                sorted.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** Takes over two arrays that nobody else changes: partitions, ascending, and the offset of each. */
    public static ViewPosition ofSorted(int[] partitions, long[] offsets) {
        return new ViewPosition(partitions, offsets);
    }

    /**
     * Reads the wire form strictly: {@code partition@offset}, decimal, several by comma with blanks around it, in any order. Of a
     * partition that is named twice the higher offset counts, so tokens can be joined by a comma.
     *
     * @return null if the text is anything else, or empty
     */
    public static @Nullable ViewPosition parse(String text) {
        TreeMap<Integer, Long> offsets = new TreeMap<>();
        for (String token : text.split(",", -1)) {
            Matcher matcher = TOKEN.matcher(token);
            if (!matcher.matches()) {
                return null;
            }
            try {
                offsets.merge(Integer.valueOf(matcher.group(1)), Long.valueOf(matcher.group(2)), Math::max);
            } catch (NumberFormatException e) { // greater than any partition or offset
                return null;
            }
        }
        return of(offsets);
    }

    /** How many partitions of the events topic are named. */
    public int size() {
        return partitions.length;
    }

    /** Whether each partition that is named passes. */
    public boolean allMatch(Test test) {
        for (int i = 0; i < partitions.length; i++) {
            if (!test.passes(partitions[i], offsets[i])) {
                return false;
            }
        }
        return true;
    }

    /** Judges one partition of the events topic and its offset. */
    @FunctionalInterface
    public interface Test {
        boolean passes(int partition, long offset);
    }

    /** Offset by partition of the events topic. */
    public SortedMap<Integer, Long> offsets() {
        TreeMap<Integer, Long> map = new TreeMap<>();
        for (int i = 0; i < partitions.length; i++) {
            map.put(partitions[i], offsets[i]);
        }
        return Collections.unmodifiableSortedMap(map);
    }

    /** The highest applied offset of this partition of the events topic; -1 when none was applied. */
    public long offset(int partition) {
        int at = Arrays.binarySearch(partitions, partition);
        return at < 0 ? -1 : offsets[at];
    }

    /** The wire form, such as {@code 0@7,2@1045}, in order of partition; empty when nothing was applied. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(partitions.length * 12);
        for (int i = 0; i < partitions.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(partitions[i]).append('@').append(offsets[i]);
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ViewPosition that
                && Arrays.equals(partitions, that.partitions)
                && Arrays.equals(offsets, that.offsets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(partitions) + Arrays.hashCode(offsets);
    }
}

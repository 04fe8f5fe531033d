package io.jobview.store;

import io.jobview.fold.PackedRow;
import io.jobview.store.key.DerivedKeys;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of one workflow after another, with both their keys, outside the heap: RocksDB reads them where they lie, and the collector never sees
 * them. Filled by one thread; then read by several, until it is filled anew.
 */
final class RowSlab {

    private static final int INDEX_BITS = 16;
    private static final int MOST_ROWS = 1 << INDEX_BITS;
    private static final int FRACTION_BITS = 8; // of a second; the seconds of the years 0000 to 9999 take 39 more
    private static final int NANO_BITS = 30;
    private static final long YEAR_ZERO = 62_167_219_200L; // seconds before 1970

    private final ByteBuffer bytes;
    private final int[] starts = new int[MOST_ROWS + 1]; // of a row: its key, the key of its facet, the row itself
    private final short[] keyLengths = new short[MOST_ROWS];
    private final byte[] facets = new byte[MOST_ROWS];
    private final long[] order = new long[MOST_ROWS]; // the newest first, each above the row's index
    private final List<Part> parts = new ArrayList<>();
    private int rows;
    private int begun; // the first row of the workflow that is being added

    RowSlab(int capacity) {
        bytes = ByteBuffer.allocateDirect(capacity);
    }

    /**
     * Rows of one workflow.
     *
     * @param first whether no slab before holds others
     * @param last whether no slab behind does
     */
    record Part(int from, int to, boolean first, boolean last) {}

    /** Told each entry of a family; what it is given is good until it returns. */
    @FunctionalInterface
    interface Entries {
        void add(ByteBuffer key, ByteBuffer value);
    }

    int capacity() {
        return bytes.capacity();
    }

    void clear() {
        bytes.clear();
        parts.clear();
        rows = 0;
        begun = 0;
    }

    /** Adds a row to the workflow at the end; false, and nothing is added, if there is no room. */
    boolean add(DerivedKeys keys, PackedRow row, Instant createdAt, int facet) {
        if (rows == MOST_ROWS || bytes.remaining() < keys.length() + row.length()) {
            return false;
        }
        starts[rows] = bytes.position();
        keyLengths[rows] = (short) keys.rowLength();
        facets[rows] = (byte) facet;
        order[rows] = newestFirst(createdAt) << INDEX_BITS | rows;
        bytes.put(keys.bytes(), 0, keys.length()).put(row.bytes(), 0, row.length());
        rows++;
        starts[rows] = bytes.position();
        return true;
    }

    /** The workflow at the end has no more rows, or the next slab has them; the next row begins another one. Whether there were any. */
    boolean end(boolean first, boolean last) {
        if (begun == rows) {
            return false;
        }
        sort(begun, rows);
        parts.add(new Part(begun, rows, first, last));
        begun = rows;
        return true;
    }

    private static long newestFirst(Instant createdAt) {
        int fraction = createdAt.getNano() >>> NANO_BITS - FRACTION_BITS;
        return (1L << Long.SIZE - INDEX_BITS - 1)
                - 1
                - (createdAt.getEpochSecond() + YEAR_ZERO << FRACTION_BITS | fraction);
    }

    private void sort(int from, int to) {
        Arrays.sort(order, from, to);
        for (int start = from; start < to; ) {
            int end = start + 1;
            while (end < to && order[start] >>> INDEX_BITS == order[end] >>> INDEX_BITS) {
                end++;
            }
            if (end - start > 1) {
                sortByKey(start, end);
            }
            start = end;
        }
    }

    private void sortByKey(int from, int to) {
        Long[] ties = Arrays.stream(order, from, to).boxed().toArray(Long[]::new);
        Arrays.sort(ties, (one, other) -> compareKeys(index(one), index(other)));
        for (int i = from; i < to; i++) {
            order[i] = ties[i - from];
        }
    }

    private int compareKeys(int one, int other) {
        byte[] key = new byte[keyLengths[one]];
        byte[] otherKey = new byte[keyLengths[other]];
        bytes.get(starts[one], key).get(starts[other], otherKey);
        return Arrays.compareUnsigned(key, otherKey);
    }

    private static int index(long ordered) {
        return (int) ordered & MOST_ROWS - 1;
    }

    List<Part> parts() {
        return parts;
    }

    /** The entries of a part for the family of rows, in the order of their keys. */
    void rows(Part part, Entries to) {
        ByteBuffer key = bytes.duplicate();
        ByteBuffer value = bytes.duplicate();
        for (int i = part.from; i < part.to; i++) {
            int row = index(order[i]);
            give(to, row, key, starts[row], starts[row] + keyLengths[row], value);
        }
    }

    /** The entries of a part for the family of facets, in the order of their keys: that of rows within each facet. */
    void facets(Part part, Entries to) {
        ByteBuffer key = bytes.duplicate();
        ByteBuffer value = bytes.duplicate();
        for (int row : byFacet(part)) {
            int start = starts[row] + keyLengths[row];
            give(to, row, key, start, start + keyLengths[row] + DerivedKeys.FACET_BYTES, value);
        }
    }

    /** Sorts by counting. */
    private int[] byFacet(Part part) {
        int[] next = new int[WorkflowSummary.cells() + 1];
        for (int row = part.from; row < part.to; row++) {
            next[facets[row] + 1]++;
        }
        for (int facet = 0; facet < WorkflowSummary.cells(); facet++) {
            next[facet + 1] += next[facet];
        }
        int[] sorted = new int[part.to - part.from];
        for (int i = part.from; i < part.to; i++) {
            int row = index(order[i]);
            sorted[next[facets[row]]++] = row;
        }
        return sorted;
    }

    private void give(Entries to, int row, ByteBuffer key, int keyStart, int keyEnd, ByteBuffer value) {
        int valueStart = starts[row] + 2 * keyLengths[row] + DerivedKeys.FACET_BYTES;
        to.add(
                key.limit(keyEnd).position(keyStart),
                value.limit(starts[row + 1]).position(valueStart));
    }
}

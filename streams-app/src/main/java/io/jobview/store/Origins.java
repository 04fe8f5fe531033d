package io.jobview.store;

import io.jobview.query.ViewPosition;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a job's events came from: the highest offset folded for each partition of the events topic. A join like the
 * registers beside it. Immutable; arrays instead of a map because every event makes several.
 *
 * <p>Every origin stays with its job, not only the last one: compaction keeps one record per job, so a replica that
 * restores from what is left still reaches the position of the store that wrote it.
 */
public final class Origins {

    public static final Origins NONE = new Origins(new int[0], new long[0]);

    private final int[] partitions; // ascending
    private final long[] offsets;

    private Origins(int[] partitions, long[] offsets) {
        this.partitions = partitions;
        this.offsets = offsets;
    }

    /** Told each partition and its highest offset, in order of partition. */
    @FunctionalInterface
    interface Visitor {
        void visit(int partition, long offset);
    }

    public static Origins of(int partition, long offset) {
        return new Origins(new int[] {partition}, new long[] {offset});
    }

    static Origins of(SortedMap<Integer, Long> offsets) {
        return new Origins(
                offsets.keySet().stream().mapToInt(Integer::intValue).toArray(),
                offsets.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** Takes over two arrays that nobody else changes: partitions, ascending, and the offset of each. */
    static Origins ofSorted(int[] partitions, long[] offsets) {
        return new Origins(partitions, offsets);
    }

    public Origins join(Origins other) {
        if (partitions.length == 0 || other.partitions.length == 0) {
            return partitions.length == 0 ? other : this;
        }
        if (covers(other)) {
            return this;
        }
        if (other.covers(this)) {
            return other;
        }
        if (Arrays.equals(partitions, other.partitions)) {
            long[] highest = new long[offsets.length];
            Arrays.setAll(highest, i -> Math.max(offsets[i], other.offsets[i]));
            return new Origins(partitions, highest);
        }
        TreeMap<Integer, Long> joined = new TreeMap<>();
        forEach(joined::put);
        other.forEach((partition, offset) -> joined.merge(partition, offset, Math::max));
        return of(joined);
    }

    /** Whether a join with the other brings nothing: as a rule, where many are joined of which most are in order. */
    private boolean covers(Origins other) {
        if (!Arrays.equals(partitions, other.partitions)) {
            return false;
        }
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] < other.offsets[i]) {
                return false;
            }
        }
        return true;
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < partitions.length; i++) {
            visitor.visit(partitions[i], offsets[i]);
        }
    }

    public ViewPosition toPosition() {
        return ViewPosition.ofSorted(partitions, offsets);
    }

    int encodedSize() {
        int size = Varint.size(partitions.length);
        for (int i = 0; i < partitions.length; i++) {
            size += Varint.size(partitions[i]) + Varint.size(offsets[i]);
        }
        return size;
    }

    void write(ByteBuffer into) {
        Varint.write(into, partitions.length);
        for (int i = 0; i < partitions.length; i++) {
            Varint.write(into, partitions[i]);
            Varint.write(into, offsets[i]);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the bytes are damaged
     * @throws BufferUnderflowException if the bytes end too soon
     */
    static Origins read(ByteBuffer from) {
        long count = Varint.read(from);
        if (count > from.remaining()) {
            throw new BufferUnderflowException(); // before room is made for what cannot be there
        }
        int[] partitions = new int[(int) count];
        long[] offsets = new long[partitions.length];
        for (int i = 0; i < partitions.length; i++) {
            long partition = Varint.read(from);
            if (partition > Integer.MAX_VALUE || (i > 0 && partition <= partitions[i - 1])) {
                throw new IllegalArgumentException("origin of partition " + partition + " is not in order");
            }
            partitions[i] = (int) partition;
            offsets[i] = Varint.read(from);
        }
        return new Origins(partitions, offsets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origins that
                && Arrays.equals(partitions, that.partitions)
                && Arrays.equals(offsets, that.offsets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(partitions) + Arrays.hashCode(offsets);
    }

    @Override
    public String toString() {
        return toPosition().toString();
    }
}

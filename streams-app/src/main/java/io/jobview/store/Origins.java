package io.jobview.store;

import io.jobview.query.ViewPosition;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a job's events came from: the highest offset folded for each partition of the events topic. A join like the
 * registers beside it.
 *
 * <p>Every origin stays with its job, not only the last one: compaction keeps one record per job, so a replica that
 * restores from what is left still reaches the position of the store that wrote it.
 *
 * @param offsets offset by partition, in order of partition; not to be changed
 */
public record Origins(TreeMap<Integer, Long> offsets) {

    static final Origins NONE = new Origins(new TreeMap<>());

    public static Origins of(int partition, long offset) {
        return new Origins(new TreeMap<>(Map.of(partition, offset)));
    }

    public Origins join(Origins other) {
        TreeMap<Integer, Long> joined = new TreeMap<>(offsets);
        other.offsets.forEach((partition, offset) -> joined.merge(partition, offset, Math::max));
        return new Origins(joined);
    }

    public ViewPosition toPosition() {
        return new ViewPosition(offsets);
    }

    int encodedSize() {
        int size = Varint.size(offsets.size());
        for (Map.Entry<Integer, Long> entry : offsets.entrySet()) {
            size += Varint.size(entry.getKey()) + Varint.size(entry.getValue());
        }
        return size;
    }

    void write(ByteBuffer into) {
        Varint.write(into, offsets.size());
        offsets.forEach((partition, offset) -> {
            Varint.write(into, partition);
            Varint.write(into, offset);
        });
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the bytes are damaged
     * @throws java.nio.BufferUnderflowException if the bytes end too soon
     */
    static Origins read(ByteBuffer from) {
        TreeMap<Integer, Long> offsets = new TreeMap<>();
        for (long left = Varint.read(from); left > 0; left--) {
            long partition = Varint.read(from);
            if (partition > Integer.MAX_VALUE || (!offsets.isEmpty() && partition <= offsets.lastKey())) {
                throw new IllegalArgumentException("origin of partition " + partition + " is not in order");
            }
            offsets.put((int) partition, Varint.read(from));
        }
        return new Origins(offsets);
    }
}

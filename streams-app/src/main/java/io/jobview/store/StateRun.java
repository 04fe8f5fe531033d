package io.jobview.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * States from the changelog in the order in which they came, until they are written in the order of their keys. They are copied together, so
 * that neither the collector nor the sort has to visit millions of objects. For one thread at a time.
 */
final class StateRun {

    private static final int FEW = 1024;
    private static final int OFFSET_BITS = 18; // of a place within its chunk; a larger array is dear for the collector
    private static final int CHUNK_BYTES = 1 << OFFSET_BITS;
    private static final int FORGOTTEN = -1; // the length of no value

    private static final int INDEX_BITS = 23;
    private static final int HEAD_BYTES = 5; // of a key, above the index of its state in one number
    private static final int STATE_BYTES = Integer.BYTES + Short.BYTES + Integer.BYTES + Long.BYTES; // beside its own

    private final List<byte[]> chunks = new ArrayList<>();
    private int[] places = new int[FEW]; // of key and value, one behind the other
    private short[] keyLengths = new short[FEW];
    private int[] valueLengths = new int[FEW];
    private int chunk = -1;
    private int end = CHUNK_BYTES; // of what is used of the chunk
    private int size;
    private long bytes;

    void add(Collection<KeyValue<byte[], byte[]>> more) {
        for (KeyValue<byte[], byte[]> state : more) {
            add(state.key, state.value);
        }
    }

    /** Returns its index. */
    int add(byte[] key, byte @Nullable [] value) {
        int length = key.length + (value == null ? 0 : value.length);
        if (end + length > CHUNK_BYTES) {
            nextChunk(length);
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            keyLengths = Arrays.copyOf(keyLengths, 2 * size);
            valueLengths = Arrays.copyOf(valueLengths, 2 * size);
        }
        byte[] into = chunks.get(chunk);
        System.arraycopy(key, 0, into, end, key.length);
        if (value != null) {
            System.arraycopy(value, 0, into, end + key.length, value.length);
        }
        places[size] = chunk << OFFSET_BITS | end;
        keyLengths[size] = (short) key.length;
        valueLengths[size] = value == null ? FORGOTTEN : value.length;
        end += length;
        bytes += length + STATE_BYTES;
        return size++;
    }

    private void nextChunk(int least) {
        chunk++;
        chunks.add(new byte[Math.max(CHUNK_BYTES, least)]);
        end = 0;
    }

    /** About what they take of the heap. */
    long bytes() {
        return bytes;
    }

    boolean isFull() {
        return size >= 1 << INDEX_BITS - 1;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Forgets all states and gives their room back. */
    void release() {
        chunks.clear();
        places = new int[FEW];
        keyLengths = new short[FEW];
        valueLengths = new int[FEW];
        chunk = -1;
        end = CHUNK_BYTES;
        size = 0;
        bytes = 0;
    }

    /** The indices of all states by key; those of one key in the order in which they came. */
    int[] sorted() {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        sort(order, 0, size, 0);
        int[] sorted = new int[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = index(order[i]);
        }
        return sorted;
    }

    /** Sorts states whose keys are the same up to {@code depth}, some bytes of the key at a time. */
    private void sort(long[] order, int from, int to, int depth) {
        boolean more = false;
        for (int i = from; i < to; i++) {
            int index = index(order[i]);
            order[i] = head(index, depth) << INDEX_BITS | index;
            more |= keyLength(index) > depth + HEAD_BYTES;
        }
        Arrays.sort(order, from, to);
        if (!more) {
            return;
        }
        for (int start = from; start < to; ) {
            int next = start + 1;
            while (next < to && order[start] >>> INDEX_BITS == order[next] >>> INDEX_BITS) {
                next++;
            }
            if (next - start > 1) {
                sort(order, start, next, depth + HEAD_BYTES);
            }
            start = next;
        }
    }

    /** Some bytes of the key as a number in their order; a key that ends sooner goes on with zeros. */
    private long head(int index, int depth) {
        byte[] bytes = chunk(index);
        int at = keyAt(index) + depth;
        int keyEnd = valueAt(index);
        long head = 0;
        for (int i = 0; i < HEAD_BYTES; i++) {
            head = head << Byte.SIZE | (at + i < keyEnd ? bytes[at + i] & 0xff : 0);
        }
        return head;
    }

    private static int index(long ordered) {
        return (int) ordered & (1 << INDEX_BITS) - 1;
    }

    /** The array in which a state lies. */
    byte[] chunk(int index) {
        return chunks.get(places[index] >>> OFFSET_BITS);
    }

    int keyAt(int index) {
        return places[index] & CHUNK_BYTES - 1;
    }

    int keyLength(int index) {
        return keyLengths[index];
    }

    int valueAt(int index) {
        return keyAt(index) + keyLength(index);
    }

    /** Negative for a job that was forgotten. */
    int valueLength(int index) {
        return valueLengths[index];
    }

    byte[] key(int index) {
        return Arrays.copyOfRange(chunk(index), keyAt(index), valueAt(index));
    }

    /** Null for a job that was forgotten. */
    byte @Nullable [] value(int index) {
        int length = valueLength(index);
        int at = valueAt(index);
        return length == FORGOTTEN ? null : Arrays.copyOfRange(chunk(index), at, at + length);
    }

    boolean sameKey(int one, int other) {
        return keyLength(one) == keyLength(other)
                && Arrays.equals(chunk(one), keyAt(one), valueAt(one), chunk(other), keyAt(other), valueAt(other));
    }
}

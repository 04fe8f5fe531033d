package io.jobview.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int OFFSET_BITS = 18; // of a place within its chunk; a larger array is dear for the collector
    private static final int CHUNK_BYTES = 1 << OFFSET_BITS;
    private static final int SLACK = Long.BYTES; // so that a look at the last key's bytes stays inside
    private static final int KEY = 2 * Integer.BYTES; // behind the lengths of key and value
    private static final int FORGOTTEN = -1; // the length of no value

    private static final int INDEX_BITS = 23;
    private static final int HEAD_BYTES = 5; // of a key, above the index of its state in one number
    private static final int STATE_BYTES = Integer.BYTES + Long.BYTES; // of place and order

    private final List<byte[]> chunks = new ArrayList<>();
    private int[] places = new int[1024];
    private int chunk = -1;
    private int end = CHUNK_BYTES; // of what is used of the chunk
    private int size;
    private long bytes;

    void add(Collection<KeyValue<byte[], byte[]>> more) {
        for (KeyValue<byte[], byte[]> state : more) {
            add(state.key, state.value);
        }
    }

    private void add(byte[] key, byte @Nullable [] value) {
        int length = KEY + key.length + (value == null ? 0 : value.length);
        if (end + length > CHUNK_BYTES) {
            nextChunk(length);
        }
        byte[] into = chunks.get(chunk);
        INT.set(into, end, key.length);
        INT.set(into, end + Integer.BYTES, value == null ? FORGOTTEN : value.length);
        System.arraycopy(key, 0, into, end + KEY, key.length);
        if (value != null) {
            System.arraycopy(value, 0, into, end + KEY + key.length, value.length);
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        places[size++] = chunk << OFFSET_BITS | end;
        end += length;
        bytes += length + STATE_BYTES;
    }

    private void nextChunk(int least) {
        chunk++;
        if (chunk == chunks.size()) {
            chunks.add(new byte[Math.max(CHUNK_BYTES, least) + SLACK]);
        } else if (chunks.get(chunk).length < least + SLACK) {
            chunks.set(chunk, new byte[least + SLACK]);
        }
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

    /** Forgets all states but keeps the room for others. */
    void clear() {
        chunk = -1;
        end = CHUNK_BYTES;
        size = 0;
        bytes = 0;
    }

    /** The places of all states by key; those of one key in the order in which they came. */
    int[] sorted() {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        sort(order, 0, size, 0);
        int[] sorted = new int[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = places[index(order[i])];
        }
        return sorted;
    }

    /** Sorts states whose keys are the same up to {@code depth}, some bytes of the key at a time. */
    private void sort(long[] order, int from, int to, int depth) {
        boolean more = false;
        for (int i = from; i < to; i++) {
            int index = index(order[i]);
            order[i] = head(places[index], depth) << INDEX_BITS | index;
            more |= keyLength(places[index]) > depth + HEAD_BYTES;
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
    private long head(int place, int depth) {
        int left = keyLength(place) - depth;
        if (left <= 0) {
            return 0;
        }
        long head = (long) LONG.get(chunk(place), keyAt(place) + depth) >>> Long.SIZE - Byte.SIZE * HEAD_BYTES;
        return left >= HEAD_BYTES ? head : head & -1L << Byte.SIZE * (HEAD_BYTES - left);
    }

    private static int index(long ordered) {
        return (int) ordered & (1 << INDEX_BITS) - 1;
    }

    /** The array in which the state at this place lies. */
    byte[] chunk(int place) {
        return chunks.get(place >>> OFFSET_BITS);
    }

    int keyAt(int place) {
        return (place & CHUNK_BYTES - 1) + KEY;
    }

    int keyLength(int place) {
        return (int) INT.get(chunk(place), place & CHUNK_BYTES - 1);
    }

    int valueAt(int place) {
        return keyAt(place) + keyLength(place);
    }

    /** Negative for a job that was forgotten. */
    int valueLength(int place) {
        return (int) INT.get(chunk(place), (place & CHUNK_BYTES - 1) + Integer.BYTES);
    }

    byte[] key(int place) {
        return Arrays.copyOfRange(chunk(place), keyAt(place), valueAt(place));
    }

    /** Null for a job that was forgotten. */
    byte @Nullable [] value(int place) {
        int length = valueLength(place);
        int at = valueAt(place);
        return length == FORGOTTEN ? null : Arrays.copyOfRange(chunk(place), at, at + length);
    }

    boolean sameKey(int one, int other) {
        return Arrays.equals(
                chunk(one), keyAt(one), valueAt(one), chunk(other), keyAt(other), valueAt(other));
    }
}

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
    private static final int FETCHED = 16; // states; the processor has no more reads under way
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

    private void add(byte[] key, byte @Nullable [] value) {
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
        size++;
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

    /** Told the states of one job after another. */
    @FunctionalInterface
    interface Jobs {

        /**
         * All states of the next job.
         *
         * @param states begins with their indices, in the order in which they came; good until this returns
         */
        void job(int[] states, int count);
    }

    /**
     * Hands over the states in the order of their keys. A group of keys that begin in the same way, as those of a workflow do, is sorted and handed over before
     * the next is looked at: what the sort has read of it is then still in the processor's caches.
     */
    void inOrder(Jobs jobs) {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        new Sort(order, jobs).group(0, size, 0);
    }

    /** Sorts some bytes of the key at a time, from the first on. */
    private final class Sort {

        private final long[] order; // the index of a state, and above it some bytes of its key
        private final Jobs jobs;
        private int[] job = new int[1];

        @SuppressWarnings("UnusedVariable")
        private int touched; // or the compiler would leave it out

        Sort(long[] order, Jobs jobs) {
            this.order = order;
            this.jobs = jobs;
        }

        /** States whose keys are the same up to {@code depth}. */
        void group(int from, int to, int depth) {
            boolean more = false;
            int fetched = from;
            for (int i = from; i < to; i++) {
                int index = index(order[i]);
                order[i] = head(index, depth) << INDEX_BITS | index;
                more |= keyLength(index) > depth + HEAD_BYTES;
            }
            Arrays.sort(order, from, to);
            for (int start = from; start < to; ) {
                if (start >= fetched) {
                    fetched = fetch(start, to);
                }
                int next = start + 1;
                while (next < to && order[start] >>> INDEX_BITS == order[next] >>> INDEX_BITS) {
                    next++;
                }
                if (more && next - start > 1) {
                    group(start, next, depth + HEAD_BYTES);
                } else {
                    job(start, next);
                }
                start = next;
            }
        }

        /**
         * Touches the states that are handed over next. They lie anywhere, and the processor waits for each that it needs by itself, but fetches many that
         * are asked for at once. Returns the first that was not.
         */
        private int fetch(int from, int to) {
            int end = Math.min(to, from + FETCHED);
            int bits = 0;
            for (int i = from; i < end; i++) {
                int index = index(order[i]);
                byte[] bytes = chunk(index);
                int valueAt = valueAt(index);
                bits |= bytes[keyAt(index)] | bytes[valueAt - 1] | bytes[valueAt + Math.max(0, valueLength(index)) - 1];
            }
            touched |= bits;
            return end;
        }

        private void job(int from, int to) {
            if (job.length < to - from) {
                job = new int[to - from];
            }
            for (int i = from; i < to; i++) {
                job[i - from] = index(order[i]);
            }
            jobs.job(job, to - from);
        }
    }

    /** Some bytes of the key as a number in their order. A key that ends sooner goes on with zeros, of which no id has any. */
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
}

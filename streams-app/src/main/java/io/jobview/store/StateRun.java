package io.jobview.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.KeyValue;

/** States from the changelog in the order in which they came, until they are written in the order of their keys. For one thread at a time. */
final class StateRun {

    private static final int OBJECT_BYTES =
            120; // of heap for each state beside its key and value: headers, references, the entry to sort

    private final List<KeyValue<byte[], byte[]>> states = new ArrayList<>();
    private long bytes;

    void add(Collection<KeyValue<byte[], byte[]>> more) {
        for (KeyValue<byte[], byte[]> state : more) {
            bytes += OBJECT_BYTES + state.key.length + (state.value == null ? 0 : state.value.length);
            states.add(state);
        }
    }

    /** About what they take of the heap. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    /** By key; those of one key in the order in which they came. */
    List<Entry> sorted() {
        int shared = sharedPrefix();
        Entry[] entries = new Entry[states.size()];
        for (int i = 0; i < entries.length; i++) {
            KeyValue<byte[], byte[]> state = states.get(i);
            entries[i] = new Entry(head(state.key, shared), state);
        }
        Arrays.sort(entries, Entry.BY_KEY); // stable
        return Arrays.asList(entries);
    }

    private int sharedPrefix() {
        int shared = states.isEmpty() ? 0 : states.get(0).key.length;
        for (KeyValue<byte[], byte[]> state : states) {
            int mismatch =
                    Arrays.mismatch(states.get(0).key, 0, shared, state.key, 0, Math.min(shared, state.key.length));
            shared = mismatch < 0 ? shared : mismatch;
        }
        return shared;
    }

    /** Eight bytes of the key from an index on, as a number in their order; a key that ends sooner goes on with zeros. */
    private static long head(byte[] key, int from) {
        long head = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            head = head << Byte.SIZE | (i < key.length ? key[i] & 0xff : 0);
        }
        return head;
    }

    /** @param head bytes behind those that all keys share: most comparisons end there, without a look at the keys */
    record Entry(long head, KeyValue<byte[], byte[]> state) {

        private static final Comparator<Entry> BY_KEY = (one, other) -> {
            int order = Long.compareUnsigned(one.head, other.head);
            return order == 0 ? Arrays.compareUnsigned(one.key(), other.key()) : order;
        };

        byte[] key() {
            return state.key;
        }

        boolean isOf(byte[] key) {
            return Arrays.equals(state.key, key);
        }

        /** Null for a job that was forgotten. */
        @SuppressWarnings("NullAway") // Streams' own pair does not say so
        byte[] value() {
            return state.value;
        }
    }
}

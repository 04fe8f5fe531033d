package io.jobview.store.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The building blocks of every key. Ids hold no control characters, so a zero byte ends one without escaping, and an id
 * sorts before those it is a prefix of. A complemented id ends with 0xFF, so it sorts after them: the exact reverse.
 */
final class KeyBytes {

    static final byte END = 0;
    static final byte COMPLEMENTED_END = (byte) 0xFF;

    private KeyBytes() {}

    static byte[] utf8(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code head} and an end byte in front of {@code room} free bytes. */
    static byte[] withRoom(byte[] head, int room) {
        byte[] key = Arrays.copyOf(head, head.length + 1 + room);
        key[head.length] = END;
        return key;
    }

    /** Index of the first {@code end} at or after {@code from}. */
    static int indexOf(byte[] key, byte end, int from) {
        for (int i = from; i < key.length; i++) {
            if (key[i] == end) {
                return i;
            }
        }
        throw new IllegalArgumentException("key of " + key.length + " bytes has no end of id after " + from);
    }

    /** The least key that is greater than every key with this prefix. */
    static byte[] successor(byte[] prefix) {
        byte[] successor = prefix.clone();
        // The last byte is an end byte or an ordinal, never 0xFF, so there is nothing to carry.
        successor[successor.length - 1]++;
        return successor;
    }
}

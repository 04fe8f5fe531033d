package io.jobview.topology;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands in the events topic. It travels with a rerouted event as a header: version (1), partition (4),
 * offset (8), and which event its sender had passed on to the same home before it (8).
 *
 * @param previous offset of that event; when it is the sender's first, the offset at which the sender began to read, as
 *     {@code -1 - start}
 */
record Origin(int partition, long offset, long previous) {

    static final String HEADER = "jobview-origin";

    private static final byte VERSION = 2;
    private static final int SIZE = 1 + Integer.BYTES + 2 * Long.BYTES;

    /** Without a previous one: they say nothing of others. */
    private static final byte BARE_VERSION = 1;

    private static final int BARE_SIZE = SIZE - Long.BYTES;

    /** Of an event that was not passed on, or of which nothing is known but where it stands. */
    Origin(int partition, long offset) {
        this(partition, offset, offset - 1);
    }

    /** The previous offset of the first event that a sender passes on to a home. */
    static long first(long start) {
        return -1 - start;
    }

    boolean isFirst() {
        return previous < 0;
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(SIZE)
                .put(VERSION)
                .putInt(partition)
                .putLong(offset)
                .putLong(previous)
                .array();
    }

    /** The origin among these headers; null when there is none that this version can read. */
    static @Nullable Origin of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length == 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(header.value());
        byte version = bytes.get();
        boolean bare = version == BARE_VERSION && header.value().length == BARE_SIZE;
        if (!bare && (version != VERSION || header.value().length != SIZE)) {
            return null;
        }
        int partition = bytes.getInt();
        long offset = bytes.getLong();
        // A bare one begins a run of its own: of what stood before it nothing is known.
        return partition < 0 || offset < 0
                ? null
                : new Origin(partition, offset, bare ? Long.MAX_VALUE : bytes.getLong());
    }
}

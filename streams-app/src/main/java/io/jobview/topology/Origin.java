package io.jobview.topology;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands in the events topic. It travels with a rerouted event as a header: version (1), partition (4),
 * offset (8).
 */
record Origin(int partition, long offset) {

    static final String HEADER = "jobview-origin";

    private static final byte VERSION = 1;
    private static final int SIZE = 1 + Integer.BYTES + Long.BYTES;

    byte[] toBytes() {
        return ByteBuffer.allocate(SIZE)
                .put(VERSION)
                .putInt(partition)
                .putLong(offset)
                .array();
    }

    /** The origin among these headers; null when there is none that this version can read. */
    static @Nullable Origin of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length != SIZE || header.value()[0] != VERSION) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(header.value(), 1, SIZE - 1);
        Origin origin = new Origin(bytes.getInt(), bytes.getLong());
        return origin.partition() < 0 || origin.offset() < 0 ? null : origin;
    }
}

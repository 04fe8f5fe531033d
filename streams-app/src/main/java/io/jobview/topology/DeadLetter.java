package io.jobview.topology;

import io.jobview.event.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A rejected record as it goes to the dead-letter topic: key, value and headers as they came, and headers that say where it
 * came from and why it was rejected, in UTF-8 text.
 */
final class DeadLetter {

    static final String TOPIC = "jobview-source-topic";
    static final String PARTITION = "jobview-source-partition";
    static final String OFFSET = "jobview-source-offset";
    static final String FIELD = "jobview-rejected-field";
    static final String REASON = "jobview-rejected-reason";
    static final String CUT_FROM = "jobview-value-cut-from-bytes";

    /** What surely fits into a producer's default max.request.size of 1 MiB together with our own headers. */
    private static final int MOST_BYTES = 900_000;

    private static final int CUT_BYTES = 64 * 1024;

    /** The lengths before a header's name and value, at their longest: many small headers are mostly that. */
    private static final int HEADER_FRAMING = 10;

    private DeadLetter() {}

    static Record<byte[], byte[]> of(Record<byte[], byte[]> record, RecordMetadata source, Decoded.Rejected rejected) {
        // A letter that does not fit would stop the view for good, so a huge one is cut; its source still has the
        // whole.
        boolean fits = size(record.headers()) + size(record.key()) + size(record.value()) <= MOST_BYTES;
        Headers headers = fits ? new RecordHeaders(record.headers()) : new RecordHeaders();
        add(headers, TOPIC, source.topic());
        add(headers, PARTITION, Integer.toString(source.partition()));
        add(headers, OFFSET, Long.toString(source.offset()));
        add(headers, FIELD, rejected.field());
        add(headers, REASON, rejected.reason());
        if (fits) {
            return record.withHeaders(headers);
        }
        add(headers, CUT_FROM, Integer.toString(size(record.value())));
        return record.withHeaders(headers).withKey(cut(record.key())).withValue(cut(record.value()));
    }

    private static void add(Headers headers, String name, String text) {
        headers.remove(name).add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes) {
        return size(bytes) > CUT_BYTES ? Arrays.copyOf(bytes, CUT_BYTES) : bytes;
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long size(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += HEADER_FRAMING + Utils.utf8Length(header.key()) + size(header.value());
        }
        return size;
    }
}

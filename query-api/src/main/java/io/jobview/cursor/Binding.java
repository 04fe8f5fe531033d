package io.jobview.cursor;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.JobFilter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;

/**
 * What ties a cursor to one workflow and one filter: a hash, the same for every order in which the filter was written.
 * It is part of the cursor's wire form; an accident it catches, an attacker it need not, since a cursor grants nothing.
 */
public final class Binding {

    private static final int FROM = 0x40;
    private static final int BEFORE = 0x80;

    private Binding() {}

    public static long of(String workflowId, JobFilter filter) {
        byte[] id = workflowId.getBytes(StandardCharsets.UTF_8);
        byte[] from = time(filter.created().from());
        byte[] before = time(filter.created().before());
        byte[] bound = new byte[2 + from.length + before.length + id.length];
        for (JobStatus status : filter.statuses()) {
            bound[0] |= (byte) (1 << status.ordinal());
        }
        for (Trigger trigger : filter.triggers()) {
            bound[1] |= (byte) (1 << trigger.ordinal());
        }
        // Two more bits say which bounds follow; without any the bytes are those of the cursors before there were
        // bounds.
        bound[1] |= (byte) (from.length == 0 ? 0 : FROM);
        bound[1] |= (byte) (before.length == 0 ? 0 : BEFORE);
        ByteBuffer.wrap(bound, 2, bound.length - 2).put(from).put(before).put(id);
        return MurmurHash3.hash128x64(bound)[0];
    }

    private static byte[] time(@Nullable Instant bound) {
        return bound == null
                ? new byte[0]
                : ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                        .putLong(bound.getEpochSecond())
                        .putInt(bound.getNano())
                        .array();
    }
}

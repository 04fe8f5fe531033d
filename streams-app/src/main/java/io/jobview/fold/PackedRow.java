package io.jobview.fold;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row as the store keeps it, a quarter of the JSON that {@link JobRow} makes of it: all that the row says but the workflow's id, which the
 * reader knows. Equal rows have equal bytes. One may write many, each over the one before; for one thread.
 *
 * <p>Layout: version (1), flags (1), status (1), trigger (1), job id, container id if there is one, then those of scheduled, started and
 * completed that are known, created and updated. A text is its length and its UTF-8; times and numbers are those of {@link PackedWriter};
 * the ordinals of the enums are written.
 */
public final class PackedRow {

    static final byte VERSION = 1;

    static final int CONTAINER = 1;
    static final int SCHEDULED = 1 << 1;
    static final int STARTED = 1 << 2;
    static final int COMPLETED = 1 << 3;
    static final int KNOWN = (1 << 4) - 1;

    /** Beside its texts none takes more: four single bytes, two lengths of five, five instants of eleven. */
    private static final int MOST_WITHOUT_TEXTS = 4 + 2 * 5 + 5 * 11;

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int end;

    /** The row of a job, deleted or not; that a deleted job has none is for the caller to keep. */
    public static byte[] of(String jobId, JobState state) {
        byte[] job = jobId.getBytes(StandardCharsets.UTF_8);
        PackedRow row = new PackedRow();
        row.set(job, 0, job.length, state);
        return Arrays.copyOf(row.bytes, row.end);
    }

    /**
     * Writes the row of a job, its id in UTF-8 within an array.
     *
     * @param jobAt where it starts
     */
    @SuppressWarnings("EnumOrdinal") // both enums are append only, as their comments say
    public void set(byte[] job, int jobAt, int jobLength, JobState state) {
        String containerId = state.containerId();
        byte[] container = containerId == null ? NOTHING : containerId.getBytes(StandardCharsets.UTF_8);
        int most = MOST_WITHOUT_TEXTS + jobLength + container.length;
        if (bytes.length < most) {
            bytes = new byte[most];
        }
        Instant scheduled = state.scheduledAt();
        Instant started = state.startedAt();
        Instant completed = state.completedAt();
        PackedWriter out = new PackedWriter(bytes, 0);
        out.put(VERSION);
        out.put((containerId == null ? 0 : CONTAINER)
                | (scheduled == null ? 0 : SCHEDULED)
                | (started == null ? 0 : STARTED)
                | (completed == null ? 0 : COMPLETED));
        out.put(state.status().ordinal());
        out.put(state.trigger().ordinal());
        out.number(jobLength);
        out.put(job, jobAt, jobLength);
        if (containerId != null) {
            out.number(container.length);
            out.put(container);
        }
        put(out, scheduled);
        put(out, started);
        put(out, completed);
        out.instant(state.createdAt());
        out.instant(state.updatedAt());
        end = out.end();
    }

    private static void put(PackedWriter out, @Nullable Instant time) {
        if (time != null) {
            out.instant(time);
        }
    }

    /** The row, from the first byte on, until the next is written. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return end;
    }
}

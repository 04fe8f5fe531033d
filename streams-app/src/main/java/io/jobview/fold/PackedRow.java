package io.jobview.fold;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row as the store keeps it, a quarter of the JSON that {@link JobRow} makes of it: all that the row says but the workflow's id, which the
 * reader knows. Equal rows have equal bytes and other rows have others, so a hash of the bytes and the workflow's id is one of the row. One may write
 * many, each over the one before; for one thread.
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
    private int hashedEnd;

    /** The row of a job, deleted or not; that a deleted job has none is for the caller to keep. */
    public static PackedRow of(String workflowId, String jobId, JobState state) {
        byte[] workflow = workflowId.getBytes(StandardCharsets.UTF_8);
        byte[] job = jobId.getBytes(StandardCharsets.UTF_8);
        PackedRow row = new PackedRow();
        row.set(workflow, 0, workflow.length, job, 0, job.length, state);
        return row;
    }

    /**
     * Writes the row of a job, its ids in UTF-8 within arrays.
     *
     * @param workflowAt where the workflow's id starts
     * @param jobAt where the job's id starts
     */
    @SuppressWarnings("EnumOrdinal") // both enums are append only, as their comments say
    public void set(
            byte[] workflow, int workflowAt, int workflowLength, byte[] job, int jobAt, int jobLength, JobState state) {
        String containerId = state.containerId();
        byte[] container = containerId == null ? NOTHING : containerId.getBytes(StandardCharsets.UTF_8);
        int most = MOST_WITHOUT_TEXTS + jobLength + container.length + workflowLength;
        if (bytes.length < most) {
            bytes = new byte[most];
        }
        Instant scheduled = state.scheduledAt();
        Instant started = state.startedAt();
        Instant completed = state.completedAt();
        PackedWriter out = new PackedWriter(bytes, 0);
        out.put(VERSION);
        out.put((container.length == 0 ? 0 : CONTAINER)
                | (scheduled == null ? 0 : SCHEDULED)
                | (started == null ? 0 : STARTED)
                | (completed == null ? 0 : COMPLETED));
        out.put(state.status().ordinal());
        out.put(state.trigger().ordinal());
        out.number(jobLength);
        out.put(job, jobAt, jobLength);
        if (container.length > 0) {
            out.number(container.length);
            out.put(container);
        }
        put(out, scheduled);
        put(out, started);
        put(out, completed);
        out.instant(state.createdAt());
        out.instant(state.updatedAt());
        end = out.end();
        out.put(workflow, workflowAt, workflowLength);
        hashedEnd = out.end();
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

    /** Behind the row lies the workflow's id, up to here. */
    public int hashedLength() {
        return hashedEnd;
    }

    /** A copy of the row alone. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, end);
    }
}

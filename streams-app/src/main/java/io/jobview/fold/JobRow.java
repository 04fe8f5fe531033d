package io.jobview.fold;

import io.jobview.event.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a job as it is served: one JSON object in UTF-8 without spaces, the ten fields of the API in its order,
 * {@code ""} for what is not known (design section 3). Equal jobs have equal bytes. One may write many rows, each over the one
 * before; for one thread.
 */
public final class JobRow {
    private static final byte[] ID = ascii("{\"id\":\"");
    private static final byte[] WORKFLOW_ID = ascii("\",\"workflow_id\":\"");
    private static final String STATUS = "\",\"status\":\"";
    private static final String TRIGGER = "\",\"trigger\":\"";
    private static final String CONTAINER_ID = "\",\"container_id\":\"";
    private static final byte[] SCHEDULED_AT = ascii("\",\"scheduled_at\":\"");
    private static final byte[] STARTED_AT = ascii("\",\"started_at\":\"");
    private static final byte[] COMPLETED_AT = ascii("\",\"completed_at\":\"");
    private static final byte[] CREATED_AT = ascii("\",\"created_at\":\"");
    private static final byte[] UPDATED_AT = ascii("\",\"updated_at\":\"");
    private static final byte[] END = ascii("\"}");

    /** From the status to where the container id begins, for each status and trigger. */
    private static final byte[][][] FACETS = Arrays.stream(JobStatus.values())
            .map(status -> Arrays.stream(Trigger.values())
                    .map(trigger -> ascii(STATUS + status + TRIGGER + trigger + CONTAINER_ID))
                    .toArray(byte[][]::new))
            .toArray(byte[][][]::new);

    /** No row needs more, ids and container aside: the literals above, the longest names and five times. */
    private static final int MOST_WITHOUT_TEXTS = 200 + 9 + 9 + 5 * RowTime.LONGEST;

    private static final byte[] UNKNOWN = {};

    private final RowTime time = new RowTime();
    private byte[] bytes = {};
    private int end;

    /** The row of a job, deleted or not; that a deleted job has none is for the caller to keep. */
    public static byte[] write(String workflowId, String jobId, JobState state) {
        byte[] workflow = utf8(workflowId);
        byte[] job = utf8(jobId);
        JobRow row = new JobRow();
        row.set(workflow, 0, workflow.length, job, 0, job.length, state);
        return Arrays.copyOf(row.bytes, row.end);
    }

    /**
     * Writes the row of a job, its ids in UTF-8 within arrays.
     *
     * @param workflowAt where the workflow's id starts
     * @param jobAt where the job's id starts
     */
    public void set(
            byte[] workflow, int workflowAt, int workflowLength, byte[] job, int jobAt, int jobLength, JobState state) {
        String containerId = state.containerId();
        byte[] container = containerId == null ? UNKNOWN : utf8(containerId);
        int texts = workflowLength + jobLength + container.length;
        if (bytes.length < MOST_WITHOUT_TEXTS + texts) {
            bytes = new byte[MOST_WITHOUT_TEXTS + texts];
        }
        end = 0;
        put(ID);
        text(job, jobAt, jobLength);
        put(WORKFLOW_ID);
        text(workflow, workflowAt, workflowLength);
        put(FACETS[state.status().ordinal()][state.trigger().ordinal()]);
        text(container, 0, container.length);
        put(SCHEDULED_AT, state.scheduledAt());
        put(STARTED_AT, state.startedAt());
        put(COMPLETED_AT, state.completedAt());
        put(CREATED_AT, state.createdAt());
        put(UPDATED_AT, state.updatedAt());
        put(END);
    }

    /** The row, from the first byte on, until the next is written. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return end;
    }

    private void text(byte[] raw, int from, int length) {
        int growth = JsonText.growth(raw, from, length);
        if (growth == 0) {
            System.arraycopy(raw, from, bytes, end, length);
            end += length;
        } else {
            bytes = Arrays.copyOf(bytes, bytes.length + growth);
            end = JsonText.write(raw, from, length, bytes, end);
        }
    }

    private void put(byte[] field, @Nullable Instant value) {
        put(field);
        if (value != null) {
            end = time.write(value, bytes, end);
        }
    }

    private void put(byte[] part) {
        System.arraycopy(part, 0, bytes, end, part.length);
        end += part.length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

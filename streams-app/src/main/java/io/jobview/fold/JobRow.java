package io.jobview.fold;

import io.jobview.event.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a job as it is served: one JSON object in UTF-8 without spaces, the ten fields of the API in its order,
 * {@code ""} for what is not known (design section 3). Equal jobs have equal bytes. Thread-safe.
 */
public final class JobRow {
    private static final byte[] ID = ascii("{\"id\":\"");
    private static final byte[] WORKFLOW_ID = ascii("\",\"workflow_id\":\"");
    private static final byte[] STATUS = ascii("\",\"status\":\"");
    private static final byte[] TRIGGER = ascii("\",\"trigger\":\"");
    private static final byte[] CONTAINER_ID = ascii("\",\"container_id\":\"");
    private static final byte[] SCHEDULED_AT = ascii("\",\"scheduled_at\":\"");
    private static final byte[] STARTED_AT = ascii("\",\"started_at\":\"");
    private static final byte[] COMPLETED_AT = ascii("\",\"completed_at\":\"");
    private static final byte[] CREATED_AT = ascii("\",\"created_at\":\"");
    private static final byte[] UPDATED_AT = ascii("\",\"updated_at\":\"");
    private static final byte[] END = ascii("\"}");

    private static final byte[][] STATUSES = names(JobStatus.values());
    private static final byte[][] TRIGGERS = names(Trigger.values());

    /** No row needs more, ids aside: the literals above, the longest names and five times. */
    private static final int MOST_WITHOUT_IDS = 200 + 9 + 9 + 5 * RowTime.LONGEST;

    private static final byte[] UNKNOWN = {};

    private final byte[] bytes;
    private int end;

    private JobRow(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** The row of a job, deleted or not; that a deleted job has none is for the caller to keep. */
    public static byte[] write(String workflowId, String jobId, JobState state) {
        byte[] workflow = JsonText.utf8(workflowId);
        byte[] job = JsonText.utf8(jobId);
        String containerId = state.containerId();
        byte[] container = containerId == null ? UNKNOWN : JsonText.utf8(containerId);
        JobRow row = new JobRow(MOST_WITHOUT_IDS + workflow.length + job.length + container.length);
        row.put(ID, job);
        row.put(WORKFLOW_ID, workflow);
        row.put(STATUS, STATUSES[state.status().ordinal()]);
        row.put(TRIGGER, TRIGGERS[state.trigger().ordinal()]);
        row.put(CONTAINER_ID, container);
        row.put(SCHEDULED_AT, state.scheduledAt());
        row.put(STARTED_AT, state.startedAt());
        row.put(COMPLETED_AT, state.completedAt());
        row.put(CREATED_AT, state.createdAt());
        row.put(UPDATED_AT, state.updatedAt());
        row.put(END);
        return Arrays.copyOf(row.bytes, row.end);
    }

    private void put(byte[] field, byte[] value) {
        put(field);
        put(value);
    }

    private void put(byte[] field, @Nullable Instant value) {
        put(field);
        if (value != null) {
            end = RowTime.write(value, bytes, end);
        }
    }

    private void put(byte[] part) {
        System.arraycopy(part, 0, bytes, end, part.length);
        end += part.length;
    }

    private static byte[][] names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(constant -> ascii(constant.name())).toArray(byte[][]::new);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

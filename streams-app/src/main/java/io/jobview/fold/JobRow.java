package io.jobview.fold;

import io.jobview.event.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a job as it is served: one JSON object in UTF-8 without spaces, the ten fields of the API in its order,
 * {@code ""} for what is not known (design section 3). Equal jobs have equal bytes. One may write many rows, each over the one
 * before; for one thread.
 */
public final class JobRow {
    private static final byte[] ID = ascii("{\"id\":\"");
    private static final byte[] WORKFLOW_ID = ascii("\",\"workflow_id\":\"");
    private static final byte[] CONTAINER_ID = ascii("\",\"container_id\":\"");
    private static final String STATUS = "\",\"status\":\"";
    private static final String TRIGGER = "\",\"trigger\":\"";
    private static final String SCHEDULED_AT = "\",\"scheduled_at\":\"";
    private static final byte[] STARTED_AT = ascii("\",\"started_at\":\"");
    private static final byte[] COMPLETED_AT = ascii("\",\"completed_at\":\"");
    private static final byte[] CREATED_AT = ascii("\",\"created_at\":\"");
    private static final byte[] UPDATED_AT = ascii("\",\"updated_at\":\"");
    private static final byte[] END = ascii("\"}");

    private static final JobStatus[] STATUSES = JobStatus.values();
    private static final Trigger[] TRIGGERS = Trigger.values();

    /** From the status to where its scheduled time begins, for each status and trigger. */
    private static final byte[][][] FACETS = Arrays.stream(STATUSES)
            .map(status -> Arrays.stream(TRIGGERS)
                    .map(trigger -> ascii(STATUS + status + TRIGGER + trigger + SCHEDULED_AT))
                    .toArray(byte[][]::new))
            .toArray(byte[][][]::new);

    /** No row needs more, ids and container aside: the literals above, the longest names and five times. */
    private static final int MOST_WITHOUT_TEXTS = 200 + 9 + 9 + 5 * RowTime.LONGEST;

    private final RowTime time = new RowTime();
    private final PackedReader in = new PackedReader("row");
    private byte[] bytes = {};
    private int end;
    private int most; // bytes of the row that is being written, as far as its texts are known

    /** The row of a job, deleted or not; that a deleted job has none is for the caller to keep. */
    public static byte[] write(String workflowId, String jobId, JobState state) {
        return write(workflowId, PackedRow.of(workflowId, jobId, state).toBytes());
    }

    /** The row that was packed. */
    public static byte[] write(String workflowId, byte[] packed) {
        byte[] workflow = workflowId.getBytes(StandardCharsets.UTF_8);
        JobRow row = new JobRow();
        row.set(workflow, packed, packed.length);
        return Arrays.copyOf(row.bytes, row.end);
    }

    /**
     * Writes a row from what {@link PackedRow} has made of it.
     *
     * @param workflow the workflow's id in UTF-8
     * @param packed begins with the packed row
     * @throws IllegalArgumentException if it is none, or was written in another version
     */
    @SuppressWarnings("EnumOrdinal") // as in the packed row
    public void set(byte[] workflow, byte[] packed, int packedLength) {
        most = MOST_WITHOUT_TEXTS + workflow.length + packedLength; // job and container lie in it
        if (bytes.length < most) {
            bytes = new byte[most];
        }
        end = 0;
        in.begin(packed, 0, packedLength);
        byte version = in.take();
        if (version != PackedRow.VERSION) {
            throw in.wrong("version " + version + " instead of " + PackedRow.VERSION);
        }
        int flags = in.take();
        if ((flags & ~PackedRow.KNOWN) != 0) {
            throw in.wrong("an unknown field");
        }
        byte[] facet =
                FACETS[in.constant(STATUSES).ordinal()][in.constant(TRIGGERS).ordinal()];
        put(ID);
        text(packed);
        put(WORKFLOW_ID);
        text(workflow, 0, workflow.length);
        put(CONTAINER_ID);
        if ((flags & PackedRow.CONTAINER) != 0) {
            text(packed);
        }
        put(facet, flags & PackedRow.SCHEDULED);
        put(STARTED_AT, flags & PackedRow.STARTED);
        put(COMPLETED_AT, flags & PackedRow.COMPLETED);
        put(CREATED_AT, 1);
        put(UPDATED_AT, 1);
        put(END);
        in.end();
    }

    /** The row, from the first byte on, until the next is written. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return end;
    }

    private void text(byte[] packed) {
        int length = in.passText();
        text(packed, in.before(length), length);
    }

    private void text(byte[] raw, int from, int length) {
        int growth = JsonText.growth(raw, from, length);
        if (growth == 0) {
            System.arraycopy(raw, from, bytes, end, length);
            end += length;
        } else {
            most += growth;
            if (bytes.length < most) {
                bytes = Arrays.copyOf(bytes, most);
            }
            end = JsonText.write(raw, from, length, bytes, end);
        }
    }

    private void put(byte[] field, int known) {
        put(field);
        if (known != 0) {
            in.time();
            end = time.write(in.seconds(), in.nanos(), bytes, end);
        }
    }

    private void put(byte[] part) {
        System.arraycopy(part, 0, bytes, end, part.length);
        end += part.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

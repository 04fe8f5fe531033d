package io.jobview.store.key;

import io.jobview.query.RowPosition;
import java.time.Instant;

/** Key of a row: workflow, end, place. Ascending keys of one workflow are its jobs, newest first. */
public final class RowKey {

    private RowKey() {}

    public static byte[] of(String workflowId, Instant createdAt, String jobId) {
        return Range.place(prefix(workflowId), createdAt, jobId);
    }

    /** All rows of one workflow. */
    public static Range range(String workflowId) {
        return Range.ofPrefix(prefix(workflowId));
    }

    /** The place of the row with this key. */
    public static RowPosition place(byte[] key) {
        return Place.read(key, KeyBytes.indexOf(key, KeyBytes.END, 0) + 1);
    }

    private static byte[] prefix(String workflowId) {
        return KeyBytes.withRoom(KeyBytes.utf8(workflowId), 0);
    }
}

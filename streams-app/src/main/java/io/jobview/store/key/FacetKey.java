package io.jobview.store.key;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import java.time.Instant;

/** Key of a facet, a row filed under its status and trigger: workflow, end, status, trigger, place. */
public final class FacetKey {

    private FacetKey() {}

    public static byte[] of(String workflowId, JobStatus status, Trigger trigger, Instant createdAt, String jobId) {
        return Range.place(prefix(workflowId, status, trigger), createdAt, jobId);
    }

    /** All jobs of one workflow with this status and trigger. */
    public static Range range(String workflowId, JobStatus status, Trigger trigger) {
        return Range.ofPrefix(prefix(workflowId, status, trigger));
    }

    @SuppressWarnings("EnumOrdinal") // both enums are append only, as their comments say
    private static byte[] prefix(String workflowId, JobStatus status, Trigger trigger) {
        byte[] key = KeyBytes.withRoom(KeyBytes.utf8(workflowId), 2);
        key[key.length - 2] = (byte) status.ordinal();
        key[key.length - 1] = (byte) trigger.ordinal();
        return key;
    }
}

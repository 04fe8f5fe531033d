package io.jobview.store.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Key of one job's folded state, in the store and in the changelog: workflow, end, job.
 *
 * @param workflowId the workflow's id
 * @param jobId the job's id
 */
public record StateKey(String workflowId, String jobId) {

    public byte[] toBytes() {
        byte[] job = KeyBytes.utf8(jobId);
        byte[] workflow = KeyBytes.utf8(workflowId);
        byte[] key = KeyBytes.withRoom(workflow, job.length);
        System.arraycopy(job, 0, key, workflow.length + 1, job.length);
        return key;
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are no such key
     */
    public static StateKey parse(byte[] key) {
        int end = KeyBytes.indexOf(key, KeyBytes.END, 0);
        return new StateKey(
                new String(key, 0, end, StandardCharsets.UTF_8),
                new String(key, end + 1, key.length - end - 1, StandardCharsets.UTF_8));
    }

    /** The workflow's UTF-8 bytes at the start of a state key. */
    public static byte[] workflowOf(byte[] key) {
        return Arrays.copyOf(key, KeyBytes.indexOf(key, KeyBytes.END, 0));
    }
}

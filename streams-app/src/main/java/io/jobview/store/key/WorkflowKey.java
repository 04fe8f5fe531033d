package io.jobview.store.key;

import java.nio.charset.StandardCharsets;

/** Key of a workflow's summary: its id. */
public final class WorkflowKey {

    private WorkflowKey() {}

    public static byte[] of(String workflowId) {
        return KeyBytes.utf8(workflowId);
    }

    public static String parse(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}

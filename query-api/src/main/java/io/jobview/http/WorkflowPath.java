package io.jobview.http;

import io.jobview.cursor.Ids;
import org.jspecify.annotations.Nullable;

/** The path {@code /workflows/{workflow_id}/jobs}, read from the raw request target so that every id can be named. */
final class WorkflowPath {

    static final String ROUTE = "/workflows/{workflow_id}/jobs";
    static final String ALLOWED =
            "1 to " + Ids.MAX_BYTES + " bytes of percent-encoded UTF-8 without control characters, not '.' or '..'";

    private static final String PREFIX = "/workflows/";
    private static final String SUFFIX = "/jobs";

    private WorkflowPath() {}

    /** Whether the raw path has this route's shape, whatever stands for the id. */
    static boolean matches(String rawPath) {
        int idEnd = rawPath.length() - SUFFIX.length();
        return rawPath.startsWith(PREFIX)
                && idEnd > PREFIX.length()
                && rawPath.endsWith(SUFFIX)
                && rawPath.indexOf('/', PREFIX.length()) == idEnd;
    }

    /** The raw id of a path that {@link #matches}. */
    static String rawId(String rawPath) {
        return rawPath.substring(PREFIX.length(), rawPath.length() - SUFFIX.length());
    }

    /** The workflow id of a path that {@link #matches}; null if no event can carry it. */
    static @Nullable String workflowId(String rawPath) {
        byte[] id = PercentDecoder.pathBytes(rawPath, PREFIX.length(), rawPath.length() - SUFFIX.length());
        return id == null ? null : Ids.decode(id, 0, id.length);
    }
}

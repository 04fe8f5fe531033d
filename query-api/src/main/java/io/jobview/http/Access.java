package io.jobview.http;

import io.jobview.auth.Principal;
import io.jobview.auth.Scope;
import io.jobview.cursor.Ids;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a path asks of the one who asks for it, told from the raw request target as the router reads it. Denies by default: only
 * what is listed here is public or about the service; all else, known to the router or not, is about jobs.
 */
final class Access {

    private static final Set<String> PUBLIC =
            Set.of("/", "/livez", "/readyz", "/startupz", "/openapi.yaml", "/docs", "/docs/");
    private static final String PUBLIC_FILES = "/docs/";
    private static final String WORKFLOWS = "/workflows/";

    private Access() {}

    /** The scope that a path needs; null if it is public. */
    static @Nullable Scope scope(String rawPath) {
        if (rawPath.startsWith(WORKFLOWS)) {
            return Scope.JOBS_READ;
        }
        if (PUBLIC.contains(rawPath) || rawPath.startsWith(PUBLIC_FILES) && isFileName(rawPath)) {
            return null;
        }
        boolean ops = rawPath.equals("/metrics") || rawPath.equals("/view") || rawPath.startsWith("/view/");
        return ops ? Scope.OPS_READ : Scope.JOBS_READ;
    }

    /**
     * Whether the principal's limit leaves it this path. Who is limited may ask for nothing about jobs but what is below a
     * workflow of its own; an id that cannot be read is nobody's.
     */
    static boolean isWithin(Principal principal, String rawPath) {
        if (principal.workflows().all() || scope(rawPath) != Scope.JOBS_READ) {
            return true;
        }
        String workflowId = workflowId(rawPath);
        return workflowId != null && principal.workflows().allows(workflowId);
    }

    private static @Nullable String workflowId(String rawPath) {
        if (!rawPath.startsWith(WORKFLOWS)) {
            return null;
        }
        int slash = rawPath.indexOf('/', WORKFLOWS.length());
        byte[] id = PercentDecoder.pathBytes(rawPath, WORKFLOWS.length(), slash < 0 ? rawPath.length() : slash);
        return id == null ? null : Ids.decode(id, 0, id.length);
    }

    /** One segment of plain characters: nothing that could lead out of the folder. */
    private static boolean isFileName(String rawPath) {
        for (int i = PUBLIC_FILES.length(); i < rawPath.length(); i++) {
            char c = rawPath.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letterOrDigit && "._-".indexOf(c) < 0) {
                return false;
            }
        }
        return !rawPath.contains("..");
    }
}

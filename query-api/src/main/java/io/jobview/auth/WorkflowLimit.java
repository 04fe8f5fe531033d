package io.jobview.auth;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The workflows whose jobs a principal may read: all, or those named one by one or by the beginning of their id. Ids compare by
 * their characters, so nothing has to be normalised.
 *
 * @param all whether there is no limit; then the other two are empty
 * @param ids whole ids
 * @param prefixes beginnings of ids, none of them empty
 */
public record WorkflowLimit(boolean all, Set<String> ids, List<String> prefixes) {

    public static final WorkflowLimit ALL = new WorkflowLimit(true, Set.of(), List.of());

    public WorkflowLimit {
        ids = Set.copyOf(ids);
        prefixes = List.copyOf(prefixes);
    }

    /**
     * Reads patterns: an id, or the beginning of ids with a {@code *} after it; {@code *} alone is every workflow. A pattern is
     * percent-encoded like a path segment, so {@code %2A} is the star, {@code %2C} the comma and {@code %20} the space of an id.
     *
     * @return what these allow together; nothing if there are none
     * @throws AuthException if one cannot be an id
     */
    public static WorkflowLimit of(List<String> patterns) {
        if (patterns.contains("*")) {
            patterns.forEach(WorkflowLimit::id); // the others must be sound all the same
            return ALL;
        }
        Set<String> ids = patterns.stream()
                .filter(p -> !p.endsWith("*"))
                .map(WorkflowLimit::id)
                .collect(Collectors.toSet());
        List<String> prefixes = patterns.stream()
                .filter(p -> p.endsWith("*"))
                .map(WorkflowLimit::id)
                .toList();
        return new WorkflowLimit(false, ids, prefixes);
    }

    /** For a person: the ids, and the beginnings with a star, separated by commas. */
    String text() {
        return all
                ? "*"
                : Stream.concat(ids.stream().sorted(), prefixes.stream().map(prefix -> prefix + "*"))
                        .collect(Collectors.joining(","));
    }

    /** @param workflowId decoded */
    public boolean allows(String workflowId) {
        if (all || ids.contains(workflowId)) {
            return true;
        }
        for (String prefix : prefixes) {
            if (workflowId.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static String id(String pattern) {
        String encoded = pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
        String id = encoded.contains("*") ? null : PercentEncoded.decode(encoded);
        if (id == null || pattern.isEmpty()) {
            // Not repeated: in the wrong field there could be a token.
            throw new AuthException(
                    "a workflow must be an id, percent-encoded, or the beginning of ids with a * at its end");
        }
        return id;
    }
}

package io.jobview.http;

import io.jobview.cursor.Ids;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route's path, such as {@code /workflows/{workflow_id}/jobs}, matched against the raw request target so that every id
 * can be named: a parameter is one segment that is not empty, however it is encoded, and stands for an id. Immutable.
 */
final class PathTemplate {

    /** What every path parameter may be. */
    static final String ALLOWED =
            "1 to " + Ids.MAX_BYTES + " bytes of percent-encoded UTF-8 without control characters, not '.' or '..'";

    private final String text;
    private final String[] segments;

    /** @param text begins with a slash; parameters stand in braces */
    PathTemplate(String text) {
        this.text = text;
        segments = text.substring(1).split("/", -1);
    }

    String text() {
        return text;
    }

    /** Whether the raw path has this shape, whatever stands for the parameters. */
    boolean matches(String rawPath) {
        int start = 0;
        for (String segment : segments) {
            if (start >= rawPath.length() || rawPath.charAt(start) != '/') {
                return false;
            }
            int end = segmentEnd(rawPath, ++start);
            boolean fits = isParameter(segment)
                    ? end > start
                    : end - start == segment.length() && rawPath.startsWith(segment, start);
            if (!fits) {
                return false;
            }
            start = end;
        }
        return start == rawPath.length();
    }

    /**
     * The id that stands for a parameter in a path that {@link #matches}.
     *
     * @throws ProblemException if no event can carry it; the problem names the parameter
     */
    String id(String rawPath, String parameter) {
        String decoded = decoded(rawPath, parameter);
        if (decoded == null) {
            throw new ProblemException(refusal(rawPath, parameter));
        }
        return decoded;
    }

    /** Names the first parameter that no event can carry, in a path that {@link #matches}; null if there is none. */
    @Nullable
    Problem wrongId(String rawPath) {
        for (String segment : segments) {
            if (isParameter(segment)) {
                String parameter = segment.substring(1, segment.length() - 1);
                if (decoded(rawPath, parameter) == null) {
                    return refusal(rawPath, parameter);
                }
            }
        }
        return null;
    }

    /** The id that stands for a parameter in a path that {@link #matches}; null if no event can carry it. */
    @Nullable
    String decoded(String rawPath, String parameter) {
        int start = start(rawPath, parameter);
        byte[] id = PercentDecoder.pathBytes(rawPath, start, segmentEnd(rawPath, start));
        return id == null ? null : Ids.decode(id, 0, id.length);
    }

    private Problem refusal(String rawPath, String parameter) {
        int start = start(rawPath, parameter);
        String given = rawPath.substring(start, segmentEnd(rawPath, start));
        return Problems.invalidParameters(List.of(new Problem.Invalid(parameter, given, ALLOWED)));
    }

    private int start(String rawPath, String parameter) {
        int start = 1;
        for (String segment : segments) {
            if (isParameter(segment) && segment.regionMatches(1, parameter, 0, parameter.length())) {
                return start;
            }
            start = segmentEnd(rawPath, start) + 1;
        }
        throw new IllegalArgumentException(text + " has no parameter " + parameter);
    }

    private static boolean isParameter(String segment) {
        return !segment.isEmpty() && segment.charAt(0) == '{';
    }

    private static int segmentEnd(String path, int start) {
        int slash = path.indexOf('/', start);
        return slash < 0 ? path.length() : slash;
    }
}

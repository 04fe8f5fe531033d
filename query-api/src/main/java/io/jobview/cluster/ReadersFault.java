package io.jobview.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Tells the refusals of a peer that are about what the reader asked from those that are about the connection to the peer or the peer itself,
 * as when the head of a request got there in half. The type of the problem says it; its status alone does not.
 */
final class ReadersFault {

    private static final Set<String> TYPES = Set.of(
            "invalid-parameter",
            "unknown-parameter",
            "foreign-cursor",
            "job-not-found",
            "not-acceptable",
            "uri-too-long",
            "headers-too-large");

    private static final byte[] BEFORE_TYPE = "{\"type\":\"urn:jobview:problem:".getBytes(StandardCharsets.US_ASCII);

    private ReadersFault() {}

    /** @param problem the body of an answer, as an instance writes it: the type is first */
    static boolean is(byte[] problem) {
        int start = BEFORE_TYPE.length;
        int end = start;
        while (end < problem.length && problem[end] != '"') {
            end++;
        }
        return end > start
                && Arrays.equals(problem, 0, start, BEFORE_TYPE, 0, start)
                && TYPES.contains(new String(problem, start, end - start, StandardCharsets.ISO_8859_1));
    }
}

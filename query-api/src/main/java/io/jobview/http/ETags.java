package io.jobview.http;

import io.jobview.cursor.Binding;
import io.jobview.query.Digest;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;

/**
 * Entity tags (RFC 9110 section 8.8.3): a digest of what the view holds, and a hash of what was asked for. Nothing else, so a
 * renewed token or another replica does not make a reader fetch what it has. Strong: the same tag, the same bytes.
 */
final class ETags {

    static final String ETAG = "ETag";

    private static final String IF_NONE_MATCH = "If-None-Match";

    /** To be raised with any change to a body that its digest does not see, such as a new key beside {@code jobs}. */
    private static final long BODIES = 2;

    /** What proxies make of a tag: Apache's mod_deflate and mod_brotli, Jetty, older ones. */
    private static final List<String> SUFFIXES = List.of("-gzip", "--gzip", ";gzip", "-br", "-zstd", "-deflate");

    private static final long PRIME = 0x100000001b3L; // of 64-bit FNV-1a
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private ETags() {}

    /** The tag of an answer that follows from these rows and this query alone. */
    static String of(Digest rows, long query) {
        byte[] tag = new byte[1 + 32 + 1 + 16 + 1];
        tag[0] = '"';
        hex(rows.high(), tag, 1);
        hex(rows.low(), tag, 17);
        tag[33] = '-';
        hex(query, tag, 34);
        tag[50] = '"';
        return new String(tag, StandardCharsets.ISO_8859_1);
    }

    /** What a page depends on beside the rows. */
    static long query(PageRequest request, String mediaType) {
        long hash = mix(mix(Binding.of(request.workflowId(), request.filter()), mediaType), request.limit());
        RowPosition after = request.after();
        return after == null
                ? hash
                : mix(
                        mix(
                                mix(hash, after.createdAt().getEpochSecond()),
                                after.createdAt().getNano()),
                        after.jobId());
    }

    /** What an answer to anything else depends on: its route and its ids. */
    static long query(String mediaType, String... names) {
        long hash = mix(0, mediaType);
        for (String name : names) {
            hash = mix(hash, name);
        }
        return hash;
    }

    /** Answers with a small body, tagged by its own bytes, or 304 if the reader has just that. */
    static void unlessKnown(HttpServletRequest request, HttpServletResponse response, byte[] json, String... ids)
            throws IOException {
        if (!notModified(request, response, of(Digest.of(json), query(Answer.JSON, ids)))) {
            Answer.body(response, 200, Answer.JSON, json);
        }
    }

    /** Whether the reader says what it has. */
    static boolean isConditional(HttpServletRequest request) {
        return request.getHeader(IF_NONE_MATCH) != null;
    }

    /** Sets the tag of an answer, and its status 304 if the reader has it already: then no body is to be written. */
    static boolean notModified(HttpServletRequest request, HttpServletResponse response, String etag) {
        response.setHeader(ETAG, etag);
        if (!matches(request, etag)) {
            return false;
        }
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        response.setContentType(null);
        return true;
    }

    /** Whether the reader has what is tagged so. */
    static boolean matches(HttpServletRequest request, String etag) {
        Enumeration<String> lines = request.getHeaders(IF_NONE_MATCH);
        while (lines.hasMoreElements()) {
            if (matches(lines.nextElement(), etag)) {
                return true;
            }
        }
        return false;
    }

    /** Weak comparison (RFC 9110 section 13.1.2). What follows a malformed tag counts for nothing. */
    static boolean matches(String list, String etag) {
        if (list.equals(etag) || list.strip().equals("*")) {
            return true;
        }
        int at = 0;
        while (at < list.length()) {
            char c = list.charAt(at);
            if (c == ',' || c == ' ' || c == '\t') {
                at++;
                continue;
            }
            int opening = list.startsWith("W/", at) ? at + 2 : at;
            int closing = list.startsWith("\"", opening) ? list.indexOf('"', opening + 1) : -1;
            if (closing < 0) {
                return false;
            }
            if (list.regionMatches(opening, etag, 0, etag.length() - 1)
                    && isOfProxy(list, opening + etag.length() - 1, closing)) {
                return true;
            }
            at = closing + 1;
        }
        return false;
    }

    /** Whether nothing is left of a tag, or what a proxy appends that compresses an answer. */
    private static boolean isOfProxy(String list, int from, int to) {
        if (from == to) {
            return true;
        }
        for (String suffix : SUFFIXES) {
            if (to - from == suffix.length() && list.startsWith(suffix, from)) {
                return true;
            }
        }
        return false;
    }

    private static long mix(long hash, String text) {
        long mixed = mix(hash, text.length());
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
        }
        return mixed;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value ^ BODIES << 56) * PRIME;
        return mixed ^ mixed >>> 32;
    }

    private static void hex(long value, byte[] into, int at) {
        for (int i = 0; i < 16; i++) {
            into[at + i] = HEX[(int) (value >>> 60 - 4 * i) & 15];
        }
    }
}

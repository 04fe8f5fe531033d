package io.jobview.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire, and what its answer must have.
 *
 * @param bytes not to be changed
 * @param status of the answer
 * @param rows how many rows the answer must hold
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Request(byte[] bytes, int status, int rows) {

    public static final int OK = 200;
    public static final int NOT_MODIFIED = 304;

    public static Request get(String target, int rows) {
        return of(target, "", OK, rows);
    }

    /** Asks for what has changed since an answer with this tag. */
    public static Request ifNoneMatch(String target, String tag) {
        return of(target, "If-None-Match: " + tag + "\r\n", NOT_MODIFIED, 0);
    }

    private static Request of(String target, String headers, int status, int rows) {
        String text = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
        return new Request(text.getBytes(StandardCharsets.US_ASCII), status, rows);
    }
}

package io.jobview.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire, and what its answer must have.
 *
 * @param bytes not to be changed
 * @param rows how many rows the answer must hold
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Request(byte[] bytes, int rows) {

    public static Request get(String target, int rows) {
        String text = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        return new Request(text.getBytes(StandardCharsets.US_ASCII), rows);
    }
}

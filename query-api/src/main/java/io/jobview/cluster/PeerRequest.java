package io.jobview.cluster;

import java.time.Duration;
import java.util.Map;

/**
 * What one instance asks of another in a reader's place.
 *
 * @param target the path and query that the reader asked for, as {@link RequestTarget} writes it
 * @param headers those of the reader's request that the answer depends on, by name
 * @param within how long to wait for the last byte of the answer, or the first of an export
 * @param waits whether the reader lets the peer wait, and no thread of ours does
 */
public record PeerRequest(String target, Map<String, String> headers, Duration within, boolean waits) {

    public PeerRequest {
        headers = Map.copyOf(headers);
    }

    PeerRequest within(Duration left) {
        return new PeerRequest(target, headers, left, waits);
    }
}

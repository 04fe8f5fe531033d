package io.jobview.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The peers that did not answer a moment ago, so that not every request waits to find that out. Kafka's own membership notices a death
 * only after seconds. Thread-safe.
 */
final class Suspects {

    private static final long LASTS = Duration.ofSeconds(1).toNanos();

    private final Map<URI, Long> until = new ConcurrentHashMap<>();

    void add(URI peer) {
        until.put(peer, System.nanoTime() + LASTS);
    }

    void clear(URI peer) {
        until.remove(peer);
    }

    /** For a second only: then somebody tries again. */
    boolean contains(URI peer) {
        Long end = until.get(peer);
        return end != null && end - System.nanoTime() > 0;
    }
}

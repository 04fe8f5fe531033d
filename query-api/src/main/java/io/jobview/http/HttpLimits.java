package io.jobview.http;

import java.time.Duration;

/**
 * What the server does not let readers take from each other.
 *
 * @param maxConcurrent reads worked on at once, at least 1; probes and operators' routes do not count
 * @param maxQueued reads that wait for their turn, at least 0; one more is answered 429 at once
 * @param maxConnections open connections, at least 1; further ones wait in the system's backlog
 * @param idleTimeout how long a connection may be silent between requests
 * @param headTimeout how long the head of a request may take, from its first byte to its last
 * @param writeTimeout how long a reader may take for one part of an answer, of which a page is one
 * @param drain how long to go on serving after a stop was asked for and {@code /readyz} says so, before listening ends
 */
public record HttpLimits(
        int maxConcurrent,
        int maxQueued,
        int maxConnections,
        Duration idleTimeout,
        Duration headTimeout,
        Duration writeTimeout,
        Duration drain) {

    /** Sound for a service of two to sixteen cores. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            128, 1024, 4096, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ZERO);

    public HttpLimits {
        if (maxConcurrent < 1 || maxQueued < 0 || maxConnections < 1 || drain.isNegative()) {
            throw new IllegalArgumentException("limits out of range");
        }
    }
}

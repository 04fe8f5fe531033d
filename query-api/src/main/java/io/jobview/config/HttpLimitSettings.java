package io.jobview.config;

import java.time.Duration;

/**
 * The limits of the HTTP server.
 *
 * @param maxConcurrent reads worked on at once
 * @param maxQueued reads that wait for their turn
 * @param maxConnections open connections
 * @param idleTimeout how long a connection may be silent
 * @param headTimeout how long the head of a request may take
 * @param writeTimeout how long a reader may take for one part of an answer
 * @param drain how long to go on serving after a stop was asked for; may be zero
 */
public record HttpLimitSettings(
        int maxConcurrent,
        int maxQueued,
        int maxConnections,
        Duration idleTimeout,
        Duration headTimeout,
        Duration writeTimeout,
        Duration drain) {

    private static final int MOST_CONCURRENT = 4096;
    private static final int MOST = 1_000_000;

    static HttpLimitSettings of(Values values) {
        return new HttpLimitSettings(
                values.number(Key.HTTP_MAX_CONCURRENT, 1, MOST_CONCURRENT),
                values.number(Key.HTTP_MAX_QUEUED, 0, MOST),
                values.number(Key.HTTP_MAX_CONNECTIONS, 1, MOST),
                values.duration(Key.HTTP_IDLE_TIMEOUT),
                values.duration(Key.HTTP_HEAD_TIMEOUT),
                values.duration(Key.HTTP_WRITE_TIMEOUT),
                values.durationOrZero(Key.HTTP_DRAIN));
    }
}

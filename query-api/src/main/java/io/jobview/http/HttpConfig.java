package io.jobview.http;

/**
 * Where the service listens.
 *
 * @param host the address to bind, {@code 127.0.0.1} for this machine only
 * @param port 0 to 65535; 0 takes a free one
 * @param virtualThreads serve each request on a virtual thread where the running JVM has them
 */
public record HttpConfig(String host, int port, boolean virtualThreads) {

    public HttpConfig(String host, int port) {
        this(host, port, false);
    }

    public HttpConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
    }
}

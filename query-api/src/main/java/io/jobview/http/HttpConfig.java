package io.jobview.http;

import io.jobview.tls.ServerKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the service listens, and within which limits.
 *
 * @param host the address to bind, {@code 127.0.0.1} for this machine only
 * @param port 0 to 65535; 0 takes a free one
 * @param virtualThreads serve each request on a virtual thread where the running JVM has them
 * @param tls the server's own certificate; null: plain HTTP
 * @param origins of websites whose pages may read jobs through a browser, {@code *} for any
 */
public record HttpConfig(
        String host,
        int port,
        boolean virtualThreads,
        HttpLimits limits,
        @Nullable ServerKey tls,
        List<String> origins) {

    public HttpConfig(String host, int port, HttpLimits limits) {
        this(host, port, false, limits, null, List.of());
    }

    public HttpConfig(String host, int port) {
        this(host, port, HttpLimits.DEFAULT);
    }

    public HttpConfig {
        origins = List.copyOf(origins);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
    }

    /** The same for pages of these websites too. */
    public HttpConfig withOrigins(List<String> allowed) {
        return new HttpConfig(host, port, virtualThreads, limits, tls, allowed);
    }

    /** The same over TLS, if there is a certificate. */
    public HttpConfig with(@Nullable ServerKey key) {
        return new HttpConfig(host, port, virtualThreads, limits, key, origins);
    }
}

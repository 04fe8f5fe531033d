package io.jobview.view;

import java.net.URI;
import org.apache.kafka.streams.state.HostInfo;

/** How instances name each other: Streams' metadata carries a host and a port, readers need a URI. */
final class Endpoint {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private Endpoint() {}

    /** @throws ViewFailure if the address has no host that clients can use */
    static HostInfo of(URI advertised) {
        String host = advertised.getHost();
        if (host == null) {
            throw new ViewFailure("advertised address " + advertised
                    + " needs a host of letters, digits, dots and hyphens, such as http://host-1:8080");
        }
        int port = advertised.getPort();
        if (port == -1) {
            port = "https".equalsIgnoreCase(advertised.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        }
        // An IPv6 address comes in brackets, and Streams hands it on without.
        return new HostInfo(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
    }

    /** The form of {@code application.server}. */
    static String text(HostInfo endpoint) {
        String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
        return host + ":" + endpoint.port();
    }

    /** An instance's address; all instances are reached by the same scheme. */
    static URI uri(HostInfo endpoint, String scheme) {
        return URI.create(scheme + "://" + text(endpoint));
    }
}

package io.jobview.http;

import io.jobview.cluster.Forwarder;
import io.jobview.cluster.HttpForwarder;
import java.net.URI;
import java.time.Duration;

/** What tests with two instances need. */
final class Forwarding {

    private Forwarding() {}

    static Forwarder within() {
        return new HttpForwarder(Duration.ofSeconds(20));
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}

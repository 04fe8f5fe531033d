package io.jobview.http;

import io.jobview.cluster.HttpForwarder;
import io.jobview.cluster.PeerSecret;
import io.jobview.cluster.Peers;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What tests with two instances need. */
final class Forwarding {

    private static final PeerSecret SECRET = PeerSecret.of(List.of(PeerSecret.random()));

    private Forwarding() {}

    static Peers within() {
        return new Peers(SECRET, new HttpForwarder(SECRET, null), Duration.ofSeconds(20));
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}

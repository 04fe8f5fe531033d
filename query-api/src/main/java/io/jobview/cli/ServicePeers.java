package io.jobview.cli;

import io.jobview.cluster.HttpForwarder;
import io.jobview.cluster.PeerSecret;
import io.jobview.cluster.Peers;
import io.jobview.config.ServiceConfig;
import org.jspecify.annotations.Nullable;

/** The other instances, from the settings. */
final class ServicePeers {

    private ServicePeers() {}

    /** Null while there is no secret to know them by. */
    static @Nullable Peers of(ServiceConfig config) {
        if (config.peers().secrets().isEmpty()) {
            return null;
        }
        PeerSecret secret = PeerSecret.of(config.peers().secrets());
        return new Peers(secret, new HttpForwarder(secret, ServiceTls.trust(config.peers())), config.forwardTimeout());
    }
}

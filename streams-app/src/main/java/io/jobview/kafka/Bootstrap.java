package io.jobview.kafka;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;

/** The addresses of Kafka in the settings of a client. */
final class Bootstrap {

    private Bootstrap() {}

    /** Not looked up yet. None if one of them is wrong, for which a client has better words. */
    static List<InetSocketAddress> addresses(Map<String, String> kafka) {
        String servers = kafka.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
        List<Optional<InetSocketAddress>> addresses =
                Arrays.stream(servers.split(",")).map(Bootstrap::address).toList();
        return addresses.stream().allMatch(Optional::isPresent)
                ? addresses.stream().flatMap(Optional::stream).toList()
                : List.of();
    }

    private static Optional<InetSocketAddress> address(String text) {
        try {
            String host = Utils.getHost(text.strip());
            Integer port = Utils.getPort(text.strip());
            return host == null || port == null
                    ? Optional.empty()
                    : Optional.of(InetSocketAddress.createUnresolved(host, port));
        } catch (IllegalArgumentException e) { // the port is no number of a port
            return Optional.empty();
        }
    }
}

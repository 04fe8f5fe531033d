package io.jobview.kafka;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Utils;

/** The addresses of Kafka in the settings of a client. */
final class Bootstrap {

    private Bootstrap() {}

    /** Those that can be asked without TLS, not looked up yet; none if a client is to judge or refuse the settings. */
    static List<InetSocketAddress> plain(Map<String, String> kafka) {
        String protocol = kafka.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
        if (!protocol.toUpperCase(Locale.ROOT).endsWith(SecurityProtocol.PLAINTEXT.name)) {
            return List.of();
        }
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

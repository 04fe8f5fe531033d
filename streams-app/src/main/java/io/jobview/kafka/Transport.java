package io.jobview.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** How a client of Kafka connects: plainly, or by TLS with its own keys and with whom it trusts. */
final class Transport {

    private final @Nullable SSLSocketFactory tls;

    private Transport(@Nullable SSLSocketFactory tls) {
        this.tls = tls;
    }

    /**
     * That of a client with these settings.
     *
     * @throws IllegalArgumentException if there is no such protocol
     * @throws org.apache.kafka.common.KafkaException if another setting is wrong, or a file cannot be read
     */
    static Transport of(Map<String, String> kafka) {
        String protocol = kafka.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
        return switch (SecurityProtocol.forName(protocol.toUpperCase(Locale.ROOT))) {
            case PLAINTEXT, SASL_PLAINTEXT -> new Transport(null);
            case SSL, SASL_SSL -> new Transport(tls(kafka));
        };
    }

    private static SSLSocketFactory tls(Map<String, String> kafka) {
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(new AdminClientConfig(new HashMap<>(kafka)).values());
            return factory.sslContext().getSocketFactory();
        }
    }

    /** A connection that is ready to be written to, and that waits this long for anything to read. */
    Socket connect(InetSocketAddress address, int patienceMillis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, patienceMillis);
            socket.setSoTimeout(patienceMillis);
            return tls == null ? socket : tls.createSocket(socket, address.getHostString(), address.getPort(), true);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}

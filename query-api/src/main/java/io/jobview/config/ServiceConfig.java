package io.jobview.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the service, checked.
 *
 * @param httpPort 0 to 65535; 0 takes a free one
 * @param httpLimits what readers may take from each other
 * @param corsOrigins of websites whose pages may read jobs through a browser
 * @param advertisedUrl where other instances reach this one; null means the address that is listened on
 * @param forwardTimeout how long to wait for another instance's answer
 * @param maxStandbyStaleness how old an answer of a standby may be; zero lets none answer
 * @param peers how instances know each other
 * @param tls the server's own certificate, if it has one
 * @param memoryBytes the bound of all stores' memory outside the Java heap
 * @param rowBytes the bound of what rows that are read again and again take of it; 0 keeps none
 * @param auth who may read; may be nobody, which is for the service to refuse
 * @param kafka passed through to the Kafka clients, without the prefix; may hold secrets
 */
public record ServiceConfig(
        String httpHost,
        int httpPort,
        HttpLimitSettings httpLimits,
        List<String> corsOrigins,
        @Nullable URI advertisedUrl,
        Duration forwardTimeout,
        PeerSettings peers,
        TlsSettings tls,
        String eventsTopic,
        String applicationId,
        Path stateDir,
        int standbys,
        Duration maxStandbyStaleness,
        int streamThreads,
        long memoryBytes,
        long rowBytes,
        AuthConfig auth,
        Map<String, String> kafka) {

    private static final long MIN_MEMORY = 16L << 20;

    public ServiceConfig {
        corsOrigins = List.copyOf(corsOrigins);
        kafka = Map.copyOf(kafka);
    }

    /**
     * Reads settings by their names.
     *
     * @throws ConfigException if one is unknown or wrong
     */
    public static ServiceConfig of(Map<String, String> settings) {
        Map<String, String> kafka = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(Key.KAFKA_PREFIX)) {
                kafka.put(name.substring(Key.KAFKA_PREFIX.length()), value);
            } else if (Key.named(name) == null) {
                throw new ConfigException(
                        "there is no setting " + name + "; did you mean " + NearestKey.to(name) + "?");
            }
        });
        Values values = new Values(settings);
        kafka.put(Key.BOOTSTRAP.text().substring(Key.KAFKA_PREFIX.length()), values.filled(Key.BOOTSTRAP));
        return new ServiceConfig(
                values.filled(Key.HTTP_HOST),
                values.number(Key.HTTP_PORT, 0, 65535),
                HttpLimitSettings.of(values),
                values.list(Key.HTTP_CORS_ORIGINS),
                values.url(Key.ADVERTISED_URL),
                values.duration(Key.FORWARD_TIMEOUT),
                PeerSettings.of(values),
                TlsSettings.of(values),
                values.topicName(Key.EVENTS_TOPIC),
                values.topicName(Key.APPLICATION_ID),
                values.path(Key.STATE_DIR),
                values.number(Key.STANDBYS, 0, 100),
                values.durationOrZero(Key.MAX_STANDBY_STALENESS),
                values.number(Key.STREAM_THREADS, 1, 1000),
                values.bytes(Key.MEMORY_BYTES, MIN_MEMORY),
                values.bytes(Key.MEMORY_ROWS_BYTES, 0),
                AuthConfig.of(values),
                kafka);
    }

    /** Where Kafka is, for messages. */
    public String bootstrapServers() {
        return kafka.getOrDefault("bootstrap.servers", "");
    }

    /** Shows the names of the Kafka settings only: their values may be passwords. */
    @Override
    public String toString() {
        return "ServiceConfig[http=" + httpHost + ":" + httpPort + ", " + httpLimits + ", advertisedUrl="
                + advertisedUrl + ", " + peers + ", " + tls
                + ", eventsTopic=" + eventsTopic + ", applicationId=" + applicationId + ", stateDir=" + stateDir
                + ", standbys=" + standbys + ", streamThreads=" + streamThreads + ", memoryBytes=" + memoryBytes
                + ", rowBytes=" + rowBytes
                + ", auth=" + auth + ", kafka=" + new TreeMap<>(kafka).keySet() + "]";
    }
}

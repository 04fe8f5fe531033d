package io.jobview.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings that Jobview knows; any other that begins with {@value #KAFKA_PREFIX} is passed to the Kafka clients. */
public enum Key {
    HTTP_HOST("http.host", "127.0.0.1"),
    HTTP_PORT("http.port", "8080"),
    HTTP_MAX_CONCURRENT("http.max.concurrent", "128"),
    HTTP_MAX_QUEUED("http.max.queued", "1024"),
    HTTP_MAX_CONNECTIONS("http.max.connections", "4096"),
    HTTP_IDLE_TIMEOUT("http.idle.timeout", "30s"),
    HTTP_HEAD_TIMEOUT("http.head.timeout", "10s"),
    HTTP_WRITE_TIMEOUT("http.write.timeout", "30s"),
    HTTP_CORS_ORIGINS("http.cors.origins", ""),
    HTTP_DRAIN("http.drain", "0s"),
    ADVERTISED_URL("advertised.url", ""),
    HTTP_TLS_KEYSTORE("http.tls.keystore", ""),
    HTTP_TLS_KEYSTORE_PASSWORD("http.tls.keystore.password", ""),
    HTTP_TLS_CERTIFICATE("http.tls.certificate", ""),
    HTTP_TLS_KEY("http.tls.key", ""),
    PEER_SECRET("peer.secret", ""),
    PEER_SECRET_FILE("peer.secret.file", ""),
    PEER_TRUST("peer.trust", ""),
    PEER_TRUST_PASSWORD("peer.trust.password", ""),
    FORWARD_TIMEOUT("forward.timeout", "2s"),
    EVENTS_TOPIC("events.topic", "job-events"),
    APPLICATION_ID("application.id", "jobview"),
    STATE_DIR("state.dir", ".jobview/state"),
    STANDBYS("standbys", "1"),
    MAX_STANDBY_STALENESS("view.max.standby.staleness", "30s"),
    STREAM_THREADS("stream.threads", "2"),
    MEMORY_BYTES("memory.bytes", "256m"),
    MEMORY_ROWS_BYTES("memory.rows.bytes", "256m"),
    AUTH_TOKENS_FILE("auth.tokens.file", ""),
    AUTH_JWT_JWKS_URL("auth.jwt.jwks.url", ""),
    AUTH_JWT_ISSUER("auth.jwt.issuer", ""),
    AUTH_JWT_AUDIENCE("auth.jwt.audience", ""),
    AUTH_JWT_ALGORITHMS("auth.jwt.algorithms", "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512,EdDSA,Ed25519"),
    AUTH_JWT_SCOPES_CLAIM("auth.jwt.scopes.claim", ""),
    AUTH_JWT_WORKFLOWS_CLAIM("auth.jwt.workflows.claim", ""),
    AUTH_DISABLED("auth.disabled", "false"),
    BOOTSTRAP("kafka.bootstrap.servers", "127.0.0.1:9092");

    public static final String KAFKA_PREFIX = "kafka.";

    private static final Map<String, Key> BY_NAME = new TreeMap<>();

    static {
        for (Key key : values()) {
            BY_NAME.put(key.text, key);
        }
    }

    private final String text;
    private final String byDefault;

    Key(String text, String byDefault) {
        this.text = text;
        this.byDefault = byDefault;
    }

    /** As it is written in a file. */
    public String text() {
        return text;
    }

    /** As it is written in the environment. */
    public String variable() {
        return Environment.PREFIX + text.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    String byDefault() {
        return byDefault;
    }

    static @Nullable Key named(String text) {
        return BY_NAME.get(text);
    }
}

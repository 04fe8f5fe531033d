package io.jobview.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceConfigTest {

    @TempDir
    Path folder;

    @Test
    void withoutAnySettingTheDefaultsHold() {
        ServiceConfig config = ServiceConfig.of(Map.of());

        assertThat(config)
                .isEqualTo(new ServiceConfig(
                        "127.0.0.1",
                        8080,
                        new HttpLimitSettings(
                                128,
                                1024,
                                4096,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ZERO),
                        List.of(),
                        null,
                        Duration.ofSeconds(2),
                        new PeerSettings(List.of(), null, null, ""),
                        new TlsSettings(null, "", null, null),
                        "job-events",
                        "jobview",
                        Path.of(".jobview/state"),
                        1,
                        Duration.ofSeconds(30),
                        2,
                        256L << 20,
                        256L << 20,
                        new AuthConfig(
                                false,
                                null,
                                null,
                                "",
                                List.of(),
                                List.of(
                                        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
                                        "EdDSA", "Ed25519"),
                                "",
                                ""),
                        Map.of("bootstrap.servers", "127.0.0.1:9092")));
    }

    @Test
    void eachSourceOverrulesTheOneBefore() throws IOException {
        Path file = write("http.port=1\nhttp.host=file\nstandbys=7\nkafka.sasl.mechanism=PLAIN\n");
        ServiceConfig config = ConfigSources.load(
                file,
                Map.of("JOBVIEW_HTTP_PORT", "2", "JOBVIEW_HTTP_HOST", "env", "PATH", "x", "JOBVIEW_LOG_LEVEL", "INFO"),
                Map.of("http.port", "3"));

        assertThat(config.httpPort()).isEqualTo(3);
        assertThat(config.httpHost()).isEqualTo("env");
        assertThat(config.standbys()).isEqualTo(7);
        assertThat(config.kafka())
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("bootstrap.servers", "127.0.0.1:9092");
    }

    /** Those of Services called jobview, jobview-http and jobview-kafka. */
    @Test
    void whatKubernetesTellsOfServicesIsNoSetting() {
        Map<String, String> variables =
                new HashMap<>(Map.of("JOBVIEW_HTTP_HOST", "env", "JOBVIEW_KAFKA_CLIENT_ID", "c"));
        for (String service : List.of("JOBVIEW", "JOBVIEW_HTTP", "JOBVIEW_KAFKA")) {
            variables.put(service + "_PORT", "tcp://10.1.2.3:80");
            variables.put(service + "_SERVICE_HOST", "10.1.2.3");
            variables.put(service + "_SERVICE_PORT", "80");
            variables.put(service + "_SERVICE_PORT_HTTP", "80");
            for (String part : List.of("", "_PROTO", "_PORT", "_ADDR")) {
                variables.put(service + "_PORT_80_TCP" + part, "x");
                variables.put(service + "_PORT_53_UDP" + part, "x");
            }
        }
        assertThat(Environment.settings(variables)).isEqualTo(Map.of("http.host", "env", "kafka.client.id", "c"));
        assertThat(Environment.settings(Map.of("JOBVIEW_HTTP_PORT", "80"))).isEqualTo(Map.of("http.port", "80"));
    }

    @Test
    void kafkaSettingsPassThroughTheEnvironment() {
        ServiceConfig config = ConfigSources.load(
                null,
                Map.of("JOBVIEW_KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2", "JOBVIEW_KAFKA_SECURITY_PROTOCOL", "SSL"),
                Map.of());

        assertThat(config.kafka()).isEqualTo(Map.of("bootstrap.servers", "a:1,b:2", "security.protocol", "SSL"));
        assertThat(config.bootstrapServers()).isEqualTo("a:1,b:2");
    }

    @ParameterizedTest
    @CsvSource({"1048576000,1048576000", "256m,268435456", "256M,268435456", "1g,1073741824", "20000kb,20480000"})
    void memoryTakesUnits(String text, long bytes) {
        assertThat(ServiceConfig.of(Map.of("memory.bytes", text)).memoryBytes()).isEqualTo(bytes);
    }

    @Test
    void addressesAndDurationsAreRead() {
        ServiceConfig config = ServiceConfig.of(
                Map.of("advertised.url", "http://10.0.0.5:8080", "forward.timeout", "500ms", "state.dir", "/tmp/x"));

        assertThat(config.advertisedUrl()).isEqualTo(URI.create("http://10.0.0.5:8080"));
        assertThat(config.forwardTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.stateDir()).isEqualTo(Path.of("/tmp/x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.prot | 1 | there is no setting http.prot; did you mean http.port?",
                "eventstopic | x | there is no setting eventstopic; did you mean events.topic?",
                "http.port | x | http.port is 'x' but must be a whole number from 0 to 65535",
                "http.port | 65536 | http.port is '65536' but must be a whole number from 0 to 65535",
                "stream.threads | 0 | stream.threads is '0' but must be a whole number from 1 to 1000",
                "memory.bytes | 1m | memory.bytes is '1m' but must be a size such as 256m or 1g, at least 16m",
                "memory.bytes | 99999999999g | memory.bytes is '99999999999g' but must be a size such as 256m or 1g,"
                        + " at least 16m",
                "forward.timeout | 0s | forward.timeout is '0s' but must be a duration such as 500ms or 2s",
                "http.max.concurrent | 0 | http.max.concurrent is '0' but must be a whole number from 1 to 4096",
                "http.idle.timeout | 0s | http.idle.timeout is '0s' but must be a duration such as 500ms or 2s",
                "peer.secret | short | peer.secret must have at least 32 characters, such as openssl rand -hex 32 makes",
                "peer.secret.file | /nowhere/secret | cannot read peer.secret.file /nowhere/secret: there is no such file",
                "http.tls.key | /k | TLS needs http.tls.keystore, or http.tls.certificate and http.tls.key together",
                "http.drain | soon | http.drain is 'soon' but must be a duration such as 500ms or 2s",
                "advertised.url | ftp://x | advertised.url is 'ftp://x' but must be an address such as"
                        + " http://10.0.0.5:8080",
                "application.id | a b | application.id is 'a b' but must be 1 to 200 letters, digits, '.', '_' or '-'",
                "http.host | '' | http.host is '' but must be not empty",
                "auth.disabled | yes | auth.disabled is 'yes' but must be true or false",
                "auth.jwt.algorithms | RS256,none | auth.jwt.algorithms is 'RS256,none' but must be one or more of ES256,"
                        + " ES384, ES512, Ed25519, EdDSA, PS256, PS384, PS512, RS256, RS384, RS512, separated by commas",
                "auth.jwt.algorithms | HS256 | auth.jwt.algorithms is 'HS256' but must be one or more of ES256, ES384,"
                        + " ES512, Ed25519, EdDSA, PS256, PS384, PS512, RS256, RS384, RS512, separated by commas",
                "auth.jwt.jwks.url | keys.json | auth.jwt.jwks.url is 'keys.json' but must be an address such as"
                        + " https://issuer.example/jwks.json",
                "auth.jwt.jwks.url | https://i/keys | auth.jwt.jwks.url, auth.jwt.issuer and auth.jwt.audience go together:"
                        + " set all three or none",
                "auth.jwt.workflows.claim | w | auth.jwt.jwks.url, auth.jwt.issuer and auth.jwt.audience go together:"
                        + " set all three or none",
            })
    void aWrongSettingIsNamed(String name, String value, String message) {
        assertThatThrownBy(() -> ServiceConfig.of(Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.properties");
        assertThatThrownBy(() -> ConfigSources.load(missing, Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("cannot read the configuration " + missing + ": there is no such file");
    }

    @Test
    void noPasswordIsShown() {
        ServiceConfig config = ServiceConfig.of(Map.of("kafka.sasl.jaas.config", "password=hunter2"));

        assertThat(config.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("jobview.properties"), text);
    }
}

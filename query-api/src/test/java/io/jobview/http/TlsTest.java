package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobview.cluster.HttpForwarder;
import io.jobview.cluster.PeerSecret;
import io.jobview.cluster.Peers;
import io.jobview.kafka.KafkaPorts;
import io.jobview.kafka.NotKafkaException;
import io.jobview.tls.ServerKey;
import io.jobview.tls.TlsException;
import io.jobview.tls.TrustedAuthorities;
import io.jobview.view.ReadResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public port behind TLS, with certificates that the JDK's keytool makes here. */
class TlsTest {

    private static final String PASSWORD = Keystores.PASSWORD;

    @TempDir
    private static Path dir;

    private static Path keystore;
    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void makeKeys() throws Exception {
        keystore = makeKeystore("first", "PKCS12", "EC");
        certificate = dir.resolve("tls.crt");
        key = dir.resolve("tls.key");
        writePem(keystore);
    }

    @Test
    void aKeystoreWillDo() throws Exception {
        assertServes(new ServerKey(keystore, PASSWORD, null, null));
        assertServes(new ServerKey(makeKeystore("jks", "JKS", "RSA"), PASSWORD, null, null));
    }

    @Test
    void pemFilesWillDo() throws Exception {
        assertServes(new ServerKey(null, "", certificate, key));
    }

    /** Behind TLS too, a client of Kafka would take the answer for a record of 1.2 GB. */
    @Test
    void itIsNotTakenForKafka() {
        try (HttpServer server = HttpServer.start(tls(new ServerKey(null, "", certificate, key)), new InMemoryView())) {
            String address = "127.0.0.1:" + server.port();
            Map<String, String> client = Map.of(
                    "bootstrap.servers",
                    address,
                    "security.protocol",
                    "SSL",
                    "ssl.truststore.type",
                    "PEM",
                    "ssl.truststore.location",
                    certificate.toString());
            assertThatThrownBy(() -> KafkaPorts.ask(client))
                    .isInstanceOf(NotKafkaException.class)
                    .hasMessage(address + " does not speak Kafka but HTTP");
        }
    }

    @Test
    void peersTrustOnlyWhomTheyAreToldTo() throws Exception {
        PeerSecret secret = PeerSecret.of(List.of(PeerSecret.random()));
        InMemoryView asked = new InMemoryView();
        Peers trusting = new Peers(
                secret, new HttpForwarder(secret, TrustedAuthorities.context(certificate, "")), Duration.ofSeconds(10));
        Peers distrusting = new Peers(secret, new HttpForwarder(secret, null), Duration.ofSeconds(10));
        ServerKey own = new ServerKey(keystore, PASSWORD, null, null);
        try (HttpServer owner = HttpServer.start(tls(own), new InMemoryView().add("w", "j"), trusting);
                HttpServer good = HttpServer.start(tls(own), asked, trusting);
                HttpServer bad = HttpServer.start(tls(own), asked, distrusting)) {
            asked.answering(request -> new ReadResult.Elsewhere<>(0, address(owner)));
            assertThat(get(good, "/workflows/w/jobs").body()).contains("\"j\"");
            HttpResponse<String> refused = get(bad, "/workflows/w/jobs");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("no TLS with " + address(owner));
        }
    }

    @Test
    void newFilesAreTakenUpAndBrokenOnesAreNot() throws Exception {
        ServerKey files = new ServerKey(null, "", certificate, key);
        TlsParts parts = new TlsParts(new Server(), files);
        parts.factory().start();
        try {
            X509Certificate before = served(parts);
            writePem(makeKeystore("second", "PKCS12", "EC"));
            parts.look();
            X509Certificate renewed = served(parts);
            assertThat(renewed).isNotEqualTo(before);
            Files.writeString(certificate, "half a file");
            parts.look();
            assertThat(served(parts)).isEqualTo(renewed);
        } finally {
            parts.factory().stop();
            writePem(keystore);
        }
    }

    @Test
    void whatCannotBeUsedIsSaidInOneLine() throws Exception {
        Path missing = dir.resolve("missing");
        Path text = Files.writeString(dir.resolve("text"), "hello");
        assertRefused(new ServerKey(keystore, "wrong", null, null), "password", keystore.toString());
        assertRefused(new ServerKey(missing, PASSWORD, null, null), "there is no such file");
        assertRefused(new ServerKey(text, PASSWORD, null, null), "neither a PKCS#12 nor a JKS");
        assertRefused(new ServerKey(null, "", text, key), "no PEM certificate in " + text);
        assertRefused(new ServerKey(null, "", certificate, text), "no PEM private key in " + text);
        assertRefused(new ServerKey(null, "", certificate, missing), "there is no such file");
        Path old = Files.writeString(
                dir.resolve("old"), "-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----\n");
        assertRefused(new ServerKey(null, "", certificate, old), "openssl pkcs8");
        Path garbage = Files.writeString(
                dir.resolve("garbage"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertRefused(new ServerKey(null, "", certificate, garbage), "cannot be read");
        Path other = dir.resolve("other.key");
        writeKey(makeKeystore("other", "PKCS12", "EC"), other);
        assertRefused(new ServerKey(null, "", certificate, other), "is not that of the first certificate");
        assertThatThrownBy(() -> TrustedAuthorities.context(text, "")).isInstanceOf(TlsException.class);
    }

    private static void assertRefused(ServerKey files, String... says) {
        assertThatThrownBy(files::load)
                .isInstanceOf(TlsException.class)
                .message()
                .contains(says)
                .doesNotContain("\n");
    }

    private void assertServes(ServerKey files) throws Exception {
        KeyStore store = files.load();
        Path trust = dir.resolve("trust");
        writeCertificate(store, trust);
        try (HttpServer server = HttpServer.start(tls(files), new InMemoryView().add("w", "j"), null)) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(TrustedAuthorities.context(trust, ""))
                    .build();
            HttpRequest request = HttpRequest.newBuilder(address(server).resolve("/workflows/w/jobs"))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("\"j\"");
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    private static HttpResponse<String> get(HttpServer server, String target) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TrustedAuthorities.context(certificate, ""))
                .build();
        return client.send(
                HttpRequest.newBuilder(address(server).resolve(target)).build(), BodyHandlers.ofString());
    }

    private static X509Certificate served(TlsParts parts) throws Exception {
        KeyStore store = parts.factory().getKeyStore();
        return (X509Certificate) store.getCertificate(store.aliases().nextElement());
    }

    private static HttpConfig tls(ServerKey files) {
        return new HttpConfig("127.0.0.1", 0).with(files);
    }

    private static URI address(HttpServer server) {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    private static Path makeKeystore(String name, String type, String algorithm) throws Exception {
        return Keystores.make(dir, name, type, algorithm);
    }

    private static void writePem(Path store) throws Exception {
        writeCertificate(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), certificate);
        writeKey(store, key);
    }

    private static void writeCertificate(KeyStore store, Path to) throws Exception {
        String alias = store.aliases().nextElement();
        pem("CERTIFICATE", store.getCertificate(alias).getEncoded(), to);
    }

    private static void writeKey(Path store, Path to) throws Exception {
        KeyStore opened = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        pem("PRIVATE KEY", opened.getKey("server", PASSWORD.toCharArray()).getEncoded(), to);
    }

    private static void pem(String kind, byte[] content, Path to) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(to, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}

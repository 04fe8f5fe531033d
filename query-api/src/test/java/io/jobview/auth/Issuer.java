package io.jobview.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An issuer of JWTs on the loopback, with keys that a test may change. */
public final class Issuer implements AutoCloseable {

    public static final String NAME = "https://issuer.example";
    public static final String AUDIENCE = "jobview";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;
    private volatile List<? extends JWK> keys;
    private volatile @Nullable String json;
    private volatile int status = 200;
    private volatile CountDownLatch open = new CountDownLatch(0);

    private Issuer(HttpServer server, List<? extends JWK> keys) {
        this.server = server;
        this.keys = keys;
    }

    public static Issuer start(JWK... keys) throws IOException {
        return start(0, keys);
    }

    static Issuer start(int port, JWK... keys) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        Issuer issuer = new Issuer(server, List.of(keys));
        server.setExecutor(issuer.threads);
        server.createContext("/keys", issuer::answer);
        server.start();
        return issuer;
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        try (exchange) {
            open.await();
            String text = json == null ? new JWKSet(List.copyOf(keys)).toString(true) : json;
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    int port() {
        return server.getAddress().getPort();
    }

    void publishes(JWK... now) {
        keys = List.of(now);
    }

    /** From now on its keys are this text. */
    void publishes(String text) {
        json = text;
    }

    public void answersWith(int code) {
        status = code;
    }

    /** From now on requests are answered when this is counted down, and not before. */
    void answersAfter(CountDownLatch latch) {
        open = latch;
    }

    int fetches() {
        return fetches.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    public static RSAKey rsa(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    static ECKey ec(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    /** Claims that are good now. */
    public static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("anna")
                .claim("scope", "openid jobs:read")
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    public static String sign(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        return sign(
                key,
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                claims);
    }

    static String sign(RSAKey key, JWSHeader header, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    static String sign(ECKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}

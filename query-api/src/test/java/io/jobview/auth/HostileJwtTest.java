package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens and keys as nobody should make them: each has an answer, and none costs another reader his. */
@Timeout(60)
class HostileJwtTest {

    private static RSAKey key;

    private final Issuer issuer;
    private final BearerAuthenticator authenticator;

    HostileJwtTest() throws Exception {
        issuer = Issuer.start(key);
        JwtConfig config = new JwtConfig(issuer.url(), Issuer.NAME, Set.of(Issuer.AUDIENCE), Set.of("RS256"), null);
        JwksTiming timing = new JwksTiming(
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofMillis(100),
                Duration.ofHours(2));
        authenticator = new BearerAuthenticator(
                null,
                new JwtVerifier(config, IssuerKeys.start(issuer.url(), timing), Clock.systemUTC()),
                Clock.systemUTC());
    }

    @BeforeAll
    static void makeKey() throws Exception {
        key = Issuer.rsa("k");
    }

    @AfterEach
    void stop() {
        authenticator.close();
        issuer.close();
    }

    @Test
    void whatIsNoTokenIsInvalid() throws Exception {
        for (String header :
                List.of("null", "[]", "1", "\"x\"", "{}", "{\"alg\":null}", "{\"alg\":1}", "{\"alg\":[]}", "")) {
            assertInvalid(base64(header) + "..");
            assertInvalid(base64(header) + "." + base64("null") + "." + base64("x"));
        }
        String good = Issuer.sign(key, Issuer.claims(Instant.now()).build());
        assertThat(ask(good)).isInstanceOf(AuthResult.Granted.class);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            StringBuilder bad = new StringBuilder(good);
            bad.setCharAt(random.nextInt(good.lastIndexOf(".")), "Aa0_-.".charAt(random.nextInt(6)));
            assertThat(ask(bad.toString())).as(bad.toString()).isNotNull();
        }
    }

    @Test
    void claimsThatAreNoneAreInvalid() throws Exception {
        for (String time : List.of(
                "9223372036854775",
                "9223372036854775807",
                "-9223372036854775808",
                "1e300",
                "-1e300",
                "1e9999",
                "99999999999999999999999",
                "\"x\"",
                "null",
                "[]",
                "{}",
                "0")) {
            assertInvalid(signed(
                    "{\"iss\":\"" + Issuer.NAME + "\",\"aud\":\"" + Issuer.AUDIENCE + "\",\"exp\":" + time + "}"));
        }
        for (String claims : List.of("null", "[]", "1", "", "{", "{\"iss\":1}", "{\"aud\":{}}", "{\"aud\":[1,null]}")) {
            assertInvalid(signed(claims));
        }
    }

    @Test
    void keysThatCannotBeUsedArePassedOver() throws Exception {
        String good = key.toPublicJWK().toJSONString();
        for (String bad : List.of(
                "null",
                "7",
                "{}",
                "{\"kty\":\"EC\",\"kid\":\"e\",\"crv\":\"P-256\",\"x\":\"AA\"}",
                "{\"kty\":\"RSA\",\"kid\":\"r\",\"e\":\"AQAB\"}",
                "{\"kty\":\"XYZ\"}",
                good.replace("\"k\"", "7"),
                good.replace("{", "{\"x5c\":[\"AAAA\"],"))) {
            PublishedKeys keys = PublishedKeys.parse("{\"keys\":[" + bad + "," + good + "]}");
            assertThat(keys.usable().getKeys()).as(bad).hasSize(1);
            assertThat(keys.passedOver()).hasSize(1).first().asString().startsWith("key 1");
        }
        issuer.publishes("{\"keys\":[null,7," + Issuer.rsa("next").toPublicJWK().toJSONString() + "," + good + "]}");
        await().until(() -> issuer.fetches() > 0);
        assertThat(ask(Issuer.sign(key, Issuer.claims(Instant.now()).build()))).isInstanceOf(AuthResult.Granted.class);
    }

    @Test
    void aSetOfNoUsableKeyIsNone() throws Exception {
        for (String bad :
                List.of("null", "[]", "{}", "{\"keys\":null}", "{\"keys\":[null]}", "{\"keys\":{}}", "", "<html>")) {
            try (Issuer other = Issuer.start(key)) {
                other.publishes(bad);
                JwtConfig config =
                        new JwtConfig(other.url(), Issuer.NAME, Set.of(Issuer.AUDIENCE), Set.of("RS256"), null);
                try (BearerAuthenticator asked = BearerAuthenticator.start(null, config)) {
                    String token = Issuer.sign(key, Issuer.claims(Instant.now()).build());
                    assertThat(asked.authenticate(List.of("Bearer " + token)))
                            .as(bad)
                            .isInstanceOf(AuthResult.Unavailable.class);
                }
            }
        }
    }

    @Test
    void tokensOfKnownKeysDoNotWaitForASlowIssuer() throws Exception {
        assertThat(ask(Issuer.sign(
                        key, Issuer.claims(Instant.now()).subject("first").build())))
                .isInstanceOf(AuthResult.Granted.class);
        CountDownLatch never = new CountDownLatch(1);
        issuer.answersAfter(never);
        RSAKey unknown = Issuer.rsa("unknown");
        ExecutorService readers = Executors.newFixedThreadPool(60);
        try {
            List<Future<AuthResult>> strangers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String token = Issuer.sign(
                        unknown, Issuer.claims(Instant.now()).subject("s" + i).build());
                strangers.add(readers.submit(() -> ask(token)));
            }
            for (int i = 0; i < 100; i++) {
                String token = Issuer.sign(
                        key, Issuer.claims(Instant.now()).subject("k" + i).build());
                assertThat(ask(token)).isInstanceOf(AuthResult.Granted.class);
            }
            for (Future<AuthResult> stranger : strangers) {
                assertThat(stranger.get()).isNotInstanceOf(AuthResult.Granted.class);
            }
        } finally {
            never.countDown();
            readers.shutdownNow();
        }
    }

    private void assertInvalid(String token) {
        assertThat(ask(token)).as(token).isInstanceOfAny(AuthResult.Invalid.class, AuthResult.Malformed.class);
    }

    private AuthResult ask(String token) {
        return authenticator.authenticate(List.of("Bearer " + token));
    }

    private static String signed(String claims) throws Exception {
        JWSObject token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), new Payload(claims));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

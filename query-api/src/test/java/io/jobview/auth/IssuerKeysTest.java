package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys that change, and an issuer that does not answer. */
class IssuerKeysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AuthResult UNAVAILABLE =
            new AuthResult.Unavailable("the keys of the token's issuer cannot be fetched now");

    private static RSAKey first;
    private static RSAKey second;

    /** Once: making keys takes longer than most of these tests. */
    @BeforeAll
    static void makeKeys() throws JOSEException {
        first = Issuer.rsa("k1");
        second = Issuer.rsa("k2");
    }

    @Test
    void aNewKeyIsFetchedWhenATokenNamesIt() throws Exception {
        try (Issuer issuer = Issuer.start(first);
                BearerAuthenticator authenticator = authenticator(issuer.url(), JwksTiming.USUAL)) {
            assertThat(ask(authenticator, first, "a")).isInstanceOf(AuthResult.Granted.class);
            assertThat(issuer.fetches()).isEqualTo(1);
            issuer.publishes(first, second);
            assertThat(ask(authenticator, second, "a")).isInstanceOf(AuthResult.Granted.class);
            assertThat(ask(authenticator, first, "b")).isInstanceOf(AuthResult.Granted.class);
            assertThat(issuer.fetches()).isEqualTo(2);
        }
    }

    @Test
    void unknownKeysDoNotFloodTheIssuer() throws Exception {
        try (Issuer issuer = Issuer.start(first);
                BearerAuthenticator authenticator = authenticator(issuer.url(), JwksTiming.USUAL)) {
            for (int i = 0; i < 20; i++) {
                assertThat(ask(authenticator, second, "a" + i)).isInstanceOf(AuthResult.Invalid.class);
                assertThat(ask(authenticator, first, "a" + i)).isInstanceOf(AuthResult.Granted.class);
            }
            assertThat(issuer.fetches()).isBetween(1, 4);
        }
    }

    @Test
    void keysAreFetchedAgainBeforeTheyAreOld() throws Exception {
        JwksTiming fast = timing(Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofSeconds(1), PATIENCE);
        try (Issuer issuer = Issuer.start(first);
                BearerAuthenticator authenticator = authenticator(issuer.url(), fast)) {
            assertThat(ask(authenticator, first, "a")).isInstanceOf(AuthResult.Granted.class);
            await().atMost(PATIENCE).until(() -> issuer.fetches() >= 3); // though nobody asks
        }
    }

    @Test
    void anOutageIsOutlived() throws Exception {
        JwksTiming fast = timing(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMillis(500), PATIENCE);
        try (Issuer issuer = Issuer.start(first);
                BearerAuthenticator authenticator = authenticator(issuer.url(), fast)) {
            assertThat(ask(authenticator, first, "a")).isInstanceOf(AuthResult.Granted.class);
            issuer.answersWith(500);
            int before = issuer.fetches();
            await().atMost(PATIENCE).until(() -> issuer.fetches() >= before + 3);
            assertThat(ask(authenticator, first, "b")).isInstanceOf(AuthResult.Granted.class);
            assertThat(ask(authenticator, second, "b")).isInstanceOf(AuthResult.Invalid.class);
        }
    }

    @Test
    void anIssuerThatIsDownAtTheStartIsMetLater() throws Exception {
        JwksTiming fast = timing(Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofSeconds(5), PATIENCE);
        int port;
        try (Issuer gone = Issuer.start(first)) {
            port = gone.port();
        }
        try (BearerAuthenticator authenticator =
                authenticator(URI.create("http://127.0.0.1:" + port + "/keys"), fast)) {
            assertThat(ask(authenticator, first, "a")).isEqualTo(UNAVAILABLE);
            assertThat(ask(authenticator, first, "a")).isEqualTo(UNAVAILABLE);
            try (Issuer back = Issuer.start(port, first)) {
                await().atMost(PATIENCE).until(() -> ask(authenticator, first, "a") instanceof AuthResult.Granted);
                assertThat(back.fetches()).isPositive();
            }
        }
    }

    @Test
    void whatIsNoKeySetIsAnOutage() throws Exception {
        try (Issuer issuer = Issuer.start(first);
                BearerAuthenticator authenticator = authenticator(issuer.url().resolve("/nothing"), JwksTiming.USUAL)) {
            assertThat(ask(authenticator, first, "a")).isEqualTo(UNAVAILABLE);
        }
    }

    /** However many ask: each is answered within the deadlines, and few wait for the issuer. */
    @Test
    void aSlowIssuerDoesNotHoldManyThreads() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        int asking = 100;
        ExecutorService readers = Executors.newFixedThreadPool(asking);
        try (Issuer issuer = Issuer.start(first);
                BearerAuthenticator authenticator = slow(issuer, open)) {
            long start = System.nanoTime();
            List<Future<AuthResult>> answers = new ArrayList<>();
            for (int i = 0; i < asking; i++) {
                String subject = "s" + i;
                answers.add(readers.submit(() -> ask(authenticator, first, subject)));
            }
            for (Future<AuthResult> answer : answers) {
                assertThat(answer.get()).isEqualTo(UNAVAILABLE);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
            assertThat(issuer.fetches()).isLessThanOrEqualTo(3);
        } finally {
            open.countDown();
            readers.shutdownNow();
        }
    }

    private static BearerAuthenticator slow(Issuer issuer, CountDownLatch open) {
        issuer.answersAfter(open);
        return authenticator(issuer.url(), JwksTiming.USUAL);
    }

    @Test
    void aSignatureIsCheckedOnceForEachToken() throws Exception {
        try (Issuer issuer = Issuer.start(first);
                BearerAuthenticator authenticator = authenticator(issuer.url(), JwksTiming.USUAL)) {
            String token = Issuer.sign(first, Issuer.claims(Instant.now()).build());
            AuthResult granted = authenticator.authenticate(List.of("Bearer " + token));
            AuthResult again = authenticator.authenticate(List.of("Bearer " + token));
            assertThat(again).isEqualTo(granted).isInstanceOf(AuthResult.Granted.class);
            assertThat(((AuthResult.Granted) again).principal())
                    .as("the very same, so not made again")
                    .isSameAs(((AuthResult.Granted) granted).principal());
        }
    }

    private static JwksTiming timing(Duration interval, Duration fresh, Duration ahead, Duration outage) {
        return new JwksTiming(Duration.ofMillis(200), fresh, ahead, interval, outage);
    }

    private static BearerAuthenticator authenticator(URI url, JwksTiming timing) {
        JwtConfig config = new JwtConfig(url, Issuer.NAME, Set.of(Issuer.AUDIENCE), Set.of("RS256"), null);
        Clock clock = Clock.systemUTC();
        return new BearerAuthenticator(null, new JwtVerifier(config, IssuerKeys.start(url, timing), clock), clock);
    }

    private static AuthResult ask(BearerAuthenticator authenticator, RSAKey key, String subject) throws JOSEException {
        String token =
                Issuer.sign(key, Issuer.claims(Instant.now()).subject(subject).build());
        return authenticator.authenticate(List.of("Bearer " + token));
    }
}

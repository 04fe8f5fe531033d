package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.jobview.auth.BearerAuthenticator;
import io.jobview.auth.Issuer;
import io.jobview.auth.JwtConfig;
import io.jobview.auth.NewToken;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each route of the table, one by one: a new one is tested without another line, and is refused until it is meant to be open. */
class RouteAuthTest {

    private static final List<String> OPEN = List.of(
            "/livez",
            "/readyz",
            "/startupz",
            "/",
            "/openapi.yaml",
            "/docs",
            "/docs/page.css",
            "/docs/page.js",
            "/docs/schema.js",
            "/docs/try.js");

    @TempDir
    static Path folder;

    private static final NewToken BOTH = NewToken.of("both", List.of("jobs:read", "ops:read"), List.of(), null);
    private static final NewToken JOBS = NewToken.of("jobs", List.of("jobs:read"), List.of(), null);
    private static final NewToken OPS = NewToken.of("ops", List.of("ops:read"), List.of(), null);
    private static final NewToken OTHER =
            NewToken.of("other", List.of("jobs:read"), List.of("other", "w-*", "W"), null);

    private static Issuer issuer;
    private static RSAKey key;
    private static BearerAuthenticator authenticator;
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        Path tokens = folder.resolve("tokens");
        List.of(BOTH, JOBS, OPS, OTHER).forEach(token -> token.appendTo(tokens));
        key = Issuer.rsa("k1");
        issuer = Issuer.start(key);
        JwtConfig jwt = new JwtConfig(issuer.url(), Issuer.NAME, Set.of(Issuer.AUDIENCE), Set.of("RS256"), "workflows");
        authenticator = BearerAuthenticator.start(tokens, jwt);
        InMemoryView view = new InMemoryView().add("w", "w");
        server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view, null, authenticator);
    }

    @AfterAll
    static void stop() {
        server.close();
        authenticator.close();
        issuer.close();
    }

    static Stream<String> open() {
        return paths(true);
    }

    static Stream<String> guarded() {
        return paths(false);
    }

    private static Stream<String> paths(boolean open) {
        return server.routes().all().stream()
                .map(route -> route.path().text().replaceAll("\\{[a-z_]+}", "w"))
                .filter(path -> OPEN.contains(path) == open);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void noTokenIsChallenged(String path) {
        for (String method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
            Client.Reply reply = Client.request(server.port(), method, path, "");
            assertThat(reply.status()).as(method).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void aBadTokenIsRefused(String path) throws Exception {
        Instant now = Instant.now();
        RSAKey forger = Issuer.rsa("k1");
        for (String token : List.of(
                "jv_unknown",
                BOTH.text().substring(1),
                Issuer.sign(forger, Issuer.claims(now).build()),
                Issuer.sign(key, Issuer.claims(now).audience("another").build()),
                Issuer.sign(key, Issuer.claims(now).issuer("another").build()),
                Issuer.sign(
                        key,
                        Issuer.claims(now)
                                .notBeforeTime(Date.from(now.plusSeconds(600)))
                                .build()))) {
            refused(path, token, 401, "invalid_token");
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void anExpiredTokenIsRefused(String path) throws Exception {
        Date past = Date.from(Instant.now().minusSeconds(120));
        String token = Issuer.sign(
                key, Issuer.claims(Instant.now()).expirationTime(past).build());
        refused(path, token, 401, "invalid_token");
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void aTokenForAnotherScopeOrAnotherWorkflowIsForbidden(String path) throws Exception {
        String jwt = Issuer.sign(
                key,
                Issuer.claims(Instant.now())
                        .claim("workflows", List.of("other"))
                        .build());
        if (path.startsWith("/workflows")) {
            refused(path, OPS.text(), 403, "insufficient_scope");
            refused(path, OTHER.text(), 403, "");
            refused(path, jwt, 403, "");
        } else {
            refused(path, JOBS.text(), 403, "insufficient_scope");
            refused(path, OTHER.text(), 403, "insufficient_scope");
            refused(path, jwt, 403, "insufficient_scope");
        }
    }

    private static void refused(String path, String token, int status, String error) {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            Client.Reply reply = Client.request(server.port(), method, path, "Authorization: Bearer " + token + "\r\n");
            assertThat(reply.status()).as("%s with %s", method, token).isEqualTo(status);
            assertThat(reply.header("WWW-Authenticate"))
                    .startsWith(error.isEmpty() ? "" : "Bearer error=\"" + error + "\"");
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void aGoodTokenIsServed(String path) {
        String lines = "Authorization: Bearer " + BOTH.text() + "\r\n";
        assertThat(Client.request(server.port(), "GET", path, lines).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("open")
    void probesAndTheSpecificationAskForNothing(String path) {
        for (String line : List.of("", "Authorization: Bearer wrong\r\n", "Authorization: Basic YTpi\r\n")) {
            assertThat(Client.request(server.port(), "GET", path, line).status())
                    .isEqualTo(200);
        }
    }
}

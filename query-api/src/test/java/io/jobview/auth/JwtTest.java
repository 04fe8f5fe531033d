package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which JWTs are good, as RFC 7519 and RFC 8725 have it. */
class JwtTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static RSAKey rsa;
    private static ECKey ec;
    private static Issuer issuer;
    private static BearerAuthenticator authenticator;

    @BeforeAll
    static void start() throws Exception {
        rsa = Issuer.rsa("r1");
        ec = Issuer.ec("e1");
        issuer = Issuer.start(rsa, ec);
        JwtConfig config = new JwtConfig(
                issuer.url(), Issuer.NAME, Set.of("other", Issuer.AUDIENCE), Set.of("RS256", "ES256"), "workflows");
        JwtVerifier verifier = new JwtVerifier(
                config, IssuerKeys.start(config.jwksUrl(), JwksTiming.USUAL), Clock.fixed(NOW, ZoneOffset.UTC));
        authenticator = new BearerAuthenticator(null, verifier, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() {
        authenticator.close();
        issuer.close();
    }

    @Test
    void aGoodTokenIsGranted() throws Exception {
        for (String token : List.of(
                Issuer.sign(rsa, claims().build()),
                Issuer.sign(ec, claims().build()),
                Issuer.sign(rsa, new JWSHeader(JWSAlgorithm.RS256), claims().build()),
                Issuer.sign(rsa, header("at+jwt"), claims().build()),
                Issuer.sign(rsa, header("application/at+jwt"), claims().build()),
                Issuer.sign(rsa, header("application/AT+JWT"), claims().build()),
                Issuer.sign(rsa, header("application/jwt"), claims().build()),
                Issuer.sign(rsa, header("JWT"), claims().build()))) {
            assertThat(ask(token))
                    .isEqualTo(new AuthResult.Granted(
                            new Principal("anna", Set.of(Scope.JOBS_READ), WorkflowLimit.of(List.of()))));
        }
    }

    @Test
    void scopesComeAsTextOrList() throws Exception {
        assertThat(scopes(claims().claim("scope", "ops:read jobs:read x")))
                .containsExactlyInAnyOrder(Scope.OPS_READ, Scope.JOBS_READ);
        assertThat(scopes(claims().claim("scope", null).claim("scp", List.of("ops:read", 7))))
                .containsExactly(Scope.OPS_READ);
        assertThat(scopes(claims().claim("scope", null).claim("scp", "ops:read")))
                .containsExactly(Scope.OPS_READ);
        assertThat(scopes(claims().claim("scope", "x").claim("scp", "ops:read")))
                .isEmpty();
        assertThat(scopes(claims().claim("scope", null))).isEmpty();
        assertThat(scopes(claims().claim("scope", 7))).isEmpty();
    }

    @Test
    void scopesComeFromTheClaimThatIsNamed() throws Exception {
        assertThat(named("roles", claims().claim("roles", List.of("ops:read", "x"))))
                .containsExactly(Scope.OPS_READ);
        assertThat(named("roles", claims().claim("roles", "ops:read"))).containsExactly(Scope.OPS_READ);
        assertThat(named("roles", claims())).as("scope counts for nothing then").isEmpty();
        Map<String, Object> access = Map.of("roles", List.of("jobs:read"));
        assertThat(named("realm_access.roles", claims().claim("realm_access", access)))
                .containsExactly(Scope.JOBS_READ);
        assertThat(named("https://x.example/roles", claims().claim("https://x.example/roles", "ops:read")))
                .containsExactly(Scope.OPS_READ);
        assertThat(named("a.b", claims().claim("a", 7))).isEmpty();
        assertThat(named("a..", claims().claim("a", Map.of("b", "ops:read")))).isEmpty();
    }

    private static Set<Scope> named(String claim, JWTClaimsSet.Builder claims) {
        JwtConfig config =
                new JwtConfig(issuer.url(), Issuer.NAME, Set.of(Issuer.AUDIENCE), Set.of("RS256"), null, claim);
        return new JwtClaims(config).principal(claims.build()).scopes();
    }

    @Test
    void workflowsComeAsTextOrList() throws Exception {
        assertThat(limit(claims().claim("workflows", List.of("x", "a%2Fb", "team-*"))))
                .isEqualTo(new WorkflowLimit(false, Set.of("x", "a/b"), List.of("team-")));
        assertThat(limit(claims().claim("workflows", "x, y"))).isEqualTo(WorkflowLimit.of(List.of("x", "y")));
        assertThat(limit(claims().claim("workflows", "*"))).isEqualTo(WorkflowLimit.ALL);
        assertThat(limit(claims().claim("workflows", List.of()))).isEqualTo(WorkflowLimit.of(List.of()));
        assertThat(limit(claims())).as("no claim allows nothing").isEqualTo(WorkflowLimit.of(List.of()));
        assertInvalid(
                Issuer.sign(rsa, claims().claim("workflows", "*x").build()),
                "the token's workflows are not written as they must be");
    }

    @Test
    void anotherAlgorithmIsRefused() throws Exception {
        assertInvalid(
                Issuer.sign(rsa, new JWSHeader(JWSAlgorithm.RS512), claims().build()),
                "the token's algorithm is not allowed");
        assertInvalid(
                Issuer.sign(rsa, new JWSHeader(JWSAlgorithm.PS256), claims().build()),
                "the token's algorithm is not allowed");
    }

    @Test
    void noSignatureIsRefused() throws Exception {
        String none = new PlainJWT(claims().build()).serialize();
        assertInvalid(none, "the token is no signed JWT");
        assertInvalid(none + "AA", "the token is no signed JWT");
        String good = Issuer.sign(rsa, claims().build());
        String[] parts = good.split("\\.");
        assertInvalid(parts[0] + "." + parts[1] + ".", "the token is no signed JWT");
        assertInvalid(parts[0] + "." + parts[1], "the token is not known");
        assertInvalid("a.b.c", "the token is no signed JWT");
    }

    /** RFC 8725 section 2.1: a verifier that lets the token choose would take the public key for the secret. */
    @Test
    void thePublicKeyIsNoSecret() throws Exception {
        for (byte[] secret : List.of(
                rsa.toRSAPublicKey().getEncoded(),
                rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                ("-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(rsa.toRSAPublicKey().getEncoded())
                                + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.UTF_8))) {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build(), claims().build());
            token.sign(new MACSigner(secret));
            assertInvalid(token.serialize(), "the token's algorithm is not allowed");
        }
    }

    @Test
    void aForgedTokenIsRefused() throws Exception {
        assertInvalid(Issuer.sign(Issuer.rsa("r1"), claims().build()), "the token's signature is wrong");
        String[] parts = Issuer.sign(rsa, claims().build()).split("\\.");
        String[] others = Issuer.sign(rsa, claims().subject("bob").build()).split("\\.");
        assertInvalid(parts[0] + "." + others[1] + "." + parts[2], "the token's signature is wrong");
        // Keys that a token brings along prove nothing (RFC 8725 section 3.10).
        RSAKey own = Issuer.rsa("own");
        assertInvalid(
                Issuer.sign(
                        own,
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .jwk(own.toPublicJWK())
                                .keyID("own")
                                .build(),
                        claims().build()),
                "the token is signed with no key of the issuer, or is of another type");
        assertInvalid(
                Issuer.sign(rsa, header("secevent+jwt"), claims().build()),
                "the token is signed with no key of the issuer, or is of another type");
    }

    @Test
    void theTimesHoldWithASmallSkew() throws Exception {
        assertInvalid(Issuer.sign(rsa, claims().expirationTime(at(-30)).build()), "the token has expired");
        assertGranted(claims().expirationTime(at(-29)));
        assertInvalid(Issuer.sign(rsa, claims().expirationTime(null).build()), "the token never expires");
        assertInvalid(Issuer.sign(rsa, claims().notBeforeTime(at(31)).build()), "the token is not valid yet");
        assertGranted(claims().notBeforeTime(at(30)));
    }

    @Test
    void theIssuerAndTheAudienceMustBeOurs() throws Exception {
        assertInvalid(Issuer.sign(rsa, claims().issuer("https://evil").build()), "the token is of another issuer");
        assertInvalid(Issuer.sign(rsa, claims().issuer(null).build()), "the token is of another issuer");
        assertInvalid(Issuer.sign(rsa, claims().audience("x").build()), "the token is for another audience");
        assertInvalid(Issuer.sign(rsa, claims().audience((String) null).build()), "the token is for another audience");
        assertGranted(claims().audience(List.of("x", "jobview")));
    }

    private static JWTClaimsSet.Builder claims() {
        return Issuer.claims(NOW);
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static JWSHeader header(String type) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("r1")
                .type(new JOSEObjectType(type))
                .build();
    }

    private static AuthResult ask(String token) {
        return authenticator.authenticate(List.of("Bearer " + token));
    }

    private static Set<Scope> scopes(JWTClaimsSet.Builder claims) throws Exception {
        return assertGranted(claims).scopes();
    }

    private static WorkflowLimit limit(JWTClaimsSet.Builder claims) throws Exception {
        return assertGranted(claims).workflows();
    }

    private static Principal assertGranted(JWTClaimsSet.Builder claims) throws Exception {
        AuthResult result = ask(Issuer.sign(rsa, claims.build()));
        assertThat(result).isInstanceOf(AuthResult.Granted.class);
        return ((AuthResult.Granted) result).principal();
    }

    private static void assertInvalid(String token, String reason) {
        assertThat(ask(token)).isEqualTo(new AuthResult.Invalid(reason));
    }
}

package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JWTs with Ed25519 signatures, as RFC 8037 has them. */
class Ed25519Test {

    /** RFC 8037 appendix A.2. */
    private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    /** RFC 8037 appendix A.4, in two parts. */
    private static final String SIGNED = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";

    private static final String SIGNATURE =
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    @Test
    void theExampleOfTheStandardIsGood() throws Exception {
        assertThat(isGood(SIGNED, SIGNATURE)).isTrue();
    }

    @Test
    void anyOtherBitIsNot() throws Exception {
        byte[] good = new Base64URL(SIGNATURE).decode();
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(isGood(SIGNED, Base64URL.encode(bad).toString()))
                    .as("bit %s", bit)
                    .isFalse();
        }
        for (int length : new int[] {0, 1, 32, 63, 65, 128}) {
            assertThat(isGood(
                            SIGNED,
                            Base64URL.encode(Arrays.copyOf(good, length)).toString()))
                    .as("length %s", length)
                    .isFalse();
        }
        assertThat(isGood(SIGNED + "A", SIGNATURE)).isFalse();
    }

    @Test
    void anotherAlgorithmAndAnExtensionAreRefused() throws Exception {
        Ed25519Verifier verifier = new Ed25519Verifier(Ed25519Keys.of(key(X)));
        byte[] signed = SIGNED.getBytes(StandardCharsets.US_ASCII);
        for (JWSHeader header : List.of(
                new JWSHeader(JWSAlgorithm.Ed448),
                new JWSHeader(JWSAlgorithm.RS256),
                new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                        .criticalParams(Set.of("exp"))
                        .build())) {
            assertThat(verifier.verify(header, signed, new Base64URL(SIGNATURE)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed25519"})
    void aTokenIsGrantedByEitherName(String name) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        try (Issuer issuer = Issuer.start(published(pair), Issuer.rsa("r"))) {
            assertThat(ask(issuer, token(pair, name), Set.of("RS256", "EdDSA", "Ed25519")))
                    .isInstanceOf(AuthResult.Granted.class);
            assertThat(ask(issuer, token(other, name), Set.of("RS256", "EdDSA", "Ed25519")))
                    .isEqualTo(new AuthResult.Invalid("the token's signature is wrong"));
            assertThat(ask(issuer, token(pair, name), Set.of("RS256")))
                    .isEqualTo(new AuthResult.Invalid("the token's algorithm is not allowed"));
        }
    }

    /** Of the wrong length, no point of the curve, beyond the field: none is taken, and the good key beside it is. */
    @ParameterizedTest
    @CsvSource({
        "Ed25519, AA, x is of 1 bytes",
        "Ed25519, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ, x is of 31 bytes",
        "Ed25519, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURoA, x is of 33 bytes",
        "Ed25519, AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, ''",
        "Ed25519, __________________________________________8, ''",
        "XYZ, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, ''"
    })
    void aKeyThatIsNoneIsPassedOver(String curve, String x, String reason) throws Exception {
        String bad = "{\"kty\":\"OKP\",\"kid\":\"b\",\"crv\":\"" + curve + "\",\"x\":\"" + x + "\"}";
        PublishedKeys keys = PublishedKeys.parse("{\"keys\":[" + bad + "," + key(X).toJSONString() + "]}");
        assertThat(keys.usable().getKeys()).hasSize(1);
        assertThat(keys.passedOver()).hasSize(1).first().asString().contains("key 1 (kid b): " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed448", "X25519"})
    void aKeyOfAnotherCurveSignsNothing(String curve) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        try (Issuer issuer = Issuer.start(published(pair))) {
            issuer.publishes(
                    "{\"keys\":[" + published(pair).toJSONString().replace("\"Ed25519\"", "\"" + curve + "\"") + "]}");
            assertThat(ask(issuer, token(pair, "EdDSA"), Set.of("EdDSA"))).isInstanceOf(AuthResult.Invalid.class);
        }
    }

    private static boolean isGood(String signed, String signature) throws Exception {
        return new Ed25519Verifier(Ed25519Keys.of(key(X)))
                .verify(
                        new JWSHeader(JWSAlgorithm.EdDSA),
                        signed.getBytes(StandardCharsets.US_ASCII),
                        new Base64URL(signature));
    }

    private static OctetKeyPair key(String x) {
        return new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(x)).build();
    }

    private static OctetKeyPair published(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded(); // ends with the point
        Base64URL x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        return new OctetKeyPair.Builder(Curve.Ed25519, x).keyID("k").build();
    }

    private static String token(KeyPair pair, String name) throws GeneralSecurityException {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.parse(name)).keyID("k").build();
        JWSObject unsigned = new SignedJWT(header, Issuer.claims(Instant.now()).build());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(unsigned.getSigningInput());
        return new String(unsigned.getSigningInput(), StandardCharsets.US_ASCII) + "."
                + Base64URL.encode(signature.sign());
    }

    private static AuthResult ask(Issuer issuer, String token, Set<String> algorithms) {
        JwtConfig config = new JwtConfig(issuer.url(), Issuer.NAME, Set.of(Issuer.AUDIENCE), algorithms, null);
        try (BearerAuthenticator authenticator = BearerAuthenticator.start(null, config)) {
            return authenticator.authenticate(List.of("Bearer " + token));
        }
    }
}

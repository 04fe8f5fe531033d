package io.jobview.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Checks the signature and the claims of JWTs (RFC 7515, RFC 7519, and the advice of RFC 8725). Thread-safe. */
final class JwtVerifier implements AutoCloseable {

    /** An issuer that answers slowly may hold so many threads, and those only for a few seconds. */
    private static final int MOST_AT_ONCE = 32;

    private static final long PATIENCE_MILLIS = 100;

    private final Set<JWSAlgorithm> algorithms;
    private final JwtClaims rules;
    private final IssuerKeys keys;
    private final Clock clock;
    private final DefaultJWTProcessor<SecurityContext> byKnownKeys;
    private final DefaultJWTProcessor<SecurityContext> byAllKeys;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    JwtVerifier(JwtConfig config, IssuerKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        algorithms = config.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
        rules = new JwtClaims(config);
        byKnownKeys = processor(keys.known());
        byAllKeys = processor(keys.source());
    }

    private DefaultJWTProcessor<SecurityContext> processor(JWKSource<SecurityContext> source) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        // None at all, the usual one, and what RFC 9068 gives to access tokens.
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                null,
                JOSEObjectType.JWT,
                new JOSEObjectType("application/jwt"),
                new JOSEObjectType("at+jwt"),
                new JOSEObjectType("application/at+jwt")));
        JWSKeySelector<SecurityContext> others = new JWSVerificationKeySelector<>(algorithms, source);
        processor.setJWSKeySelector((header, context) -> Ed25519Verifier.ALGORITHMS.contains(header.getAlgorithm())
                ? Ed25519Keys.select(header, source)
                : others.selectJWSKeys(header, context));
        processor.setJWSVerifierFactory(Ed25519Keys.verifiers());
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // done by us, to say what is wrong in our words
        return processor;
    }

    sealed interface Verdict {
        /** @param expires when the token stops to be good */
        record Good(Principal principal, Instant expires) implements Verdict {}

        /** @param result never granted */
        record Bad(AuthResult result) implements Verdict {}
    }

    Verdict verify(String text) {
        SignedJWT token;
        try {
            token = SignedJWT.parse(text);
        } catch (ParseException | RuntimeException e) { // the parser does not think of every text
            return invalid("the token is no signed JWT");
        }
        if (!algorithms.contains(token.getHeader().getAlgorithm())) {
            return invalid("the token's algorithm is not allowed");
        }
        return isKeyKnown(token) ? check(token, byKnownKeys) : fetchAndCheck(token);
    }

    /** Then nobody has to be asked for it, however slow the issuer is. */
    private boolean isKeyKnown(SignedJWT token) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(token.getHeader());
        try {
            return matcher != null
                    && !keys.known().get(new JWKSelector(matcher), null).isEmpty();
        } catch (KeySourceException e) {
            return false;
        }
    }

    private Verdict fetchAndCheck(SignedJWT token) {
        boolean mine = false;
        try {
            mine = free.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return mine ? check(token, byAllKeys) : unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable();
        } finally {
            if (mine) {
                free.release();
            }
        }
    }

    private Verdict check(SignedJWT token, DefaultJWTProcessor<SecurityContext> processor) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            String fault = rules.fault(claims, clock.instant());
            return fault == null
                    ? new Verdict.Good(
                            rules.principal(claims),
                            claims.getExpirationTime().toInstant().plus(JwtClaims.SKEW))
                    : invalid(fault);
        } catch (BadJWSException e) {
            return invalid("the token's signature is wrong");
        } catch (BadJOSEException e) {
            return invalid("the token is signed with no key of the issuer, or is of another type");
        } catch (RateLimitReachedException e) {
            return keys.areKnown() ? invalid("the token is signed with no key of the issuer") : unavailable();
        } catch (KeySourceException e) {
            return unavailable();
        } catch (JOSEException e) {
            return invalid("the token cannot be verified");
        } catch (AuthException e) {
            return invalid("the token's workflows are not written as they must be");
        } catch (RuntimeException e) { // of claims that the library did not think of
            return invalid("the token cannot be verified");
        }
    }

    private static Verdict invalid(String reason) {
        return new Verdict.Bad(new AuthResult.Invalid(reason));
    }

    private static Verdict unavailable() {
        return new Verdict.Bad(new AuthResult.Unavailable("the keys of the token's issuer cannot be fetched now"));
    }

    @Override
    public void close() {
        keys.close();
    }
}

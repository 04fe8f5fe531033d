package io.jobview.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a JWT whose signature is good says, and whether it is meant for us (RFC 7519 section 4.1, RFC 9068 section 4). */
final class JwtClaims {

    /** How far the issuer's clock and ours may differ. */
    static final Duration SKEW = Duration.ofSeconds(30);

    /** What expires later was meant not to; and far behind it times can no longer be reckoned with. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern SEPARATOR = Pattern.compile("[ ,]+");

    private final JwtConfig config;

    JwtClaims(JwtConfig config) {
        this.config = config;
    }

    /** Why the token is not good now; null if it is. */
    @Nullable
    String fault(JWTClaimsSet claims, Instant now) {
        Date expires = claims.getExpirationTime();
        Date notBefore = claims.getNotBeforeTime();
        if (!config.issuer().equals(claims.getIssuer())) {
            return "the token is of another issuer";
        }
        if (claims.getAudience().stream().noneMatch(config.audiences()::contains)) {
            return "the token is for another audience";
        }
        if (expires == null || expires.toInstant().isAfter(NEVER)) {
            return "the token never expires";
        }
        if (!now.minus(SKEW).isBefore(expires.toInstant())) {
            return "the token has expired";
        }
        if (notBefore != null && now.plus(SKEW).isBefore(notBefore.toInstant())) {
            return "the token is not valid yet";
        }
        return null;
    }

    /** @throws AuthException if the workflows are not written as they must be */
    Principal principal(JWTClaimsSet claims) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        texts(scopes(claims)).stream().map(Scope::of).filter(Objects::nonNull).forEach(scopes::add);
        String claim = config.workflowsClaim();
        WorkflowLimit workflows = claim == null ? WorkflowLimit.ALL : WorkflowLimit.of(texts(claims.getClaim(claim)));
        String subject = claims.getSubject();
        return new Principal(subject == null ? "" : subject, scopes, workflows);
    }

    private @Nullable Object scopes(JWTClaimsSet claims) {
        String claim = config.scopesClaim();
        if (claim == null) {
            return claims.getClaim("scope") != null ? claims.getClaim("scope") : claims.getClaim("scp");
        }
        return claims.getClaim(claim) != null ? claims.getClaim(claim) : within(claims.getClaims(), claim);
    }

    /** What a path of names with dots between them leads to; null if nothing. */
    private static @Nullable Object within(Map<String, Object> claims, String path) {
        Object found = claims;
        for (String name : DOT.split(path)) {
            found = found instanceof Map<?, ?> members ? members.get(name) : null;
        }
        return found;
    }

    /** Issuers write lists as arrays or as one string. What is neither means nothing, so it grants nothing. */
    private static List<String> texts(@Nullable Object claim) {
        if (claim instanceof List<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return claim instanceof String text
                ? Arrays.stream(SEPARATOR.split(text))
                        .filter(part -> !part.isEmpty())
                        .toList()
                : List.of();
    }
}

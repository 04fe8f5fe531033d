package io.jobview.auth;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which JWTs are good.
 *
 * @param jwksUrl where the issuer publishes its keys (RFC 7517 section 5)
 * @param issuer what {@code iss} must be
 * @param audiences one of them must be in {@code aud}
 * @param algorithms of the signature; asymmetric ones, as {@code RS256}
 * @param workflowsClaim the claim that holds what {@link WorkflowLimit#of} reads, as an array or separated by commas or spaces; a
 *     JWT without it may read no workflow. Null: JWTs have no limit
 * @param scopesClaim the claim that holds the scopes, such as {@code roles}, or a path to it such as {@code realm_access.roles}. Null:
 *     {@code scope}, or else {@code scp}
 */
public record JwtConfig(
        URI jwksUrl,
        String issuer,
        Set<String> audiences,
        Set<String> algorithms,
        @Nullable String workflowsClaim,
        @Nullable String scopesClaim) {

    /** With scopes where RFC 8693 and others put them. */
    public JwtConfig(
            URI jwksUrl,
            String issuer,
            Set<String> audiences,
            Set<String> algorithms,
            @Nullable String workflowsClaim) {
        this(jwksUrl, issuer, audiences, algorithms, workflowsClaim, null);
    }

    public JwtConfig {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
    }
}

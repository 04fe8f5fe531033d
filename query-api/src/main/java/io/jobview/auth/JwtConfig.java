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
 */
public record JwtConfig(
        URI jwksUrl,
        String issuer,
        Set<String> audiences,
        Set<String> algorithms,
        @Nullable String workflowsClaim) {

    public JwtConfig {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
    }
}

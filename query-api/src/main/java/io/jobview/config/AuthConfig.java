package io.jobview.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read.
 *
 * @param disabled anybody may; what is set beside it then means nothing
 * @param tokensFile of static tokens; null: there are none
 * @param jwksUrl where the keys of JWTs are; null: JWTs are not taken
 * @param issuer of JWTs; empty only without {@code jwksUrl}
 * @param audiences of JWTs, one of which must be in each; empty only without {@code jwksUrl}
 * @param algorithms of JWTs' signatures; asymmetric ones only, as a published key must not be a secret at the same time
 * @param scopesClaim the claim of JWTs that holds their scopes; empty: {@code scope}, or else {@code scp}
 * @param workflowsClaim the claim of JWTs that limits them to workflows; empty: they are not limited
 */
public record AuthConfig(
        boolean disabled,
        @Nullable Path tokensFile,
        @Nullable URI jwksUrl,
        String issuer,
        List<String> audiences,
        List<String> algorithms,
        String scopesClaim,
        String workflowsClaim) {

    private static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");

    public AuthConfig {
        audiences = List.copyOf(audiences);
        algorithms = List.copyOf(algorithms);
    }

    static AuthConfig of(Values values) {
        URI jwksUrl = values.anyUrl(Key.AUTH_JWT_JWKS_URL, "an address such as https://issuer.example/jwks.json");
        AuthConfig config = new AuthConfig(
                values.flag(Key.AUTH_DISABLED),
                values.pathIfAny(Key.AUTH_TOKENS_FILE),
                jwksUrl,
                values.text(Key.AUTH_JWT_ISSUER),
                values.list(Key.AUTH_JWT_AUDIENCE),
                values.someOf(Key.AUTH_JWT_ALGORITHMS, ASYMMETRIC),
                values.text(Key.AUTH_JWT_SCOPES_CLAIM),
                values.text(Key.AUTH_JWT_WORKFLOWS_CLAIM));
        boolean named = !config.issuer.isEmpty() && !config.audiences.isEmpty();
        boolean anything = !config.issuer.isEmpty()
                || !config.audiences.isEmpty()
                || !config.workflowsClaim.isEmpty()
                || !config.scopesClaim.isEmpty();
        if (jwksUrl == null ? anything : !named) {
            // With one of them missing, the token of any other service of the issuer would do here.
            throw new ConfigException(Key.AUTH_JWT_JWKS_URL.text() + ", " + Key.AUTH_JWT_ISSUER.text() + " and "
                    + Key.AUTH_JWT_AUDIENCE.text() + " go together: set all three or none");
        }
        return config;
    }
}

package io.jobview.cli;

import io.jobview.auth.AuthException;
import io.jobview.auth.Authenticator;
import io.jobview.auth.BearerAuthenticator;
import io.jobview.auth.JwtConfig;
import io.jobview.config.AuthConfig;
import io.jobview.config.ConfigException;
import io.jobview.config.Key;
import io.jobview.config.ServiceConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The service's authentication, from its settings. Without it the service is for this machine alone.
 *
 * @param bearer null if anybody may read
 */
record ServiceAuth(Authenticator authenticator, @Nullable BearerAuthenticator bearer) implements AutoCloseable {

    /** @throws ConfigException if nobody is named who may read, or anybody may from other machines */
    static ServiceAuth start(ServiceConfig config) {
        AuthConfig auth = config.auth();
        if (auth.disabled()) {
            checkLoopback(config.httpHost());
            return new ServiceAuth(Authenticator.open(), null);
        }
        if (auth.tokensFile() == null && auth.jwksUrl() == null) {
            throw new ConfigException("nobody may read yet: set " + Key.AUTH_TOKENS_FILE.text()
                    + " (jobview token new makes" + " a token) or " + Key.AUTH_JWT_JWKS_URL.text()
                    + ", or let anybody on this machine read with --no-auth");
        }
        try {
            BearerAuthenticator bearer = BearerAuthenticator.start(auth.tokensFile(), jwt(auth));
            return new ServiceAuth(bearer, bearer);
        } catch (AuthException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable JwtConfig jwt(AuthConfig auth) {
        URI jwksUrl = auth.jwksUrl();
        return jwksUrl == null
                ? null
                : new JwtConfig(
                        jwksUrl,
                        auth.issuer(),
                        Set.copyOf(auth.audiences()),
                        Set.copyOf(auth.algorithms()),
                        auth.workflowsClaim().isEmpty() ? null : auth.workflowsClaim(),
                        auth.scopesClaim().isEmpty() ? null : auth.scopesClaim());
    }

    private static void checkLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    throw new ConfigException(Key.HTTP_HOST.text() + " is '" + host
                            + "' but must be a loopback address such as 127.0.0.1 while anybody may read: "
                            + Key.AUTH_DISABLED.text()
                            + " is true");
                }
            }
        } catch (UnknownHostException e) {
            // Nothing can listen there; the attempt says so.
        }
    }

    @Override
    public void close() {
        if (bearer != null) {
            bearer.close();
        }
    }
}

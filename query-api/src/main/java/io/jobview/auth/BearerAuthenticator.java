package io.jobview.auth;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bearer tokens: those of a file, and JWTs; either or both. Thread-safe. */
public final class BearerAuthenticator implements Authenticator, AutoCloseable {

    private static final int MOST_REMEMBERED = 20_000;
    private static final AuthResult EXPIRED = new AuthResult.Invalid("the token has expired");
    private static final AuthResult UNKNOWN = new AuthResult.Invalid("the token is not known");

    private final @Nullable TokenFile file;
    private final @Nullable JwtVerifier jwts;
    private final Clock clock;
    private final RecentTokens recent = new RecentTokens(MOST_REMEMBERED);

    BearerAuthenticator(@Nullable TokenFile file, @Nullable JwtVerifier jwts, Clock clock) {
        this.file = file;
        this.jwts = jwts;
        this.clock = clock;
    }

    /**
     * @param tokens the tokens file; null: there is none
     * @param jwt which JWTs are good; null: none is
     * @throws AuthException if the tokens file cannot be read or is wrong. An issuer that does not answer is no error: its tokens
     *     are {@link AuthResult.Unavailable} until it does
     */
    public static BearerAuthenticator start(@Nullable Path tokens, @Nullable JwtConfig jwt) {
        TokenFile file = tokens == null ? null : TokenFile.open(tokens);
        Clock clock = Clock.systemUTC();
        JwtVerifier jwts =
                jwt == null ? null : new JwtVerifier(jwt, IssuerKeys.start(jwt.jwksUrl(), JwksTiming.USUAL), clock);
        return new BearerAuthenticator(file, jwts, clock);
    }

    @Override
    public AuthResult authenticate(List<String> authorization) {
        BearerHeader.Parsed parsed = BearerHeader.parse(authorization);
        if (parsed instanceof BearerHeader.Token token) {
            return known(token.text());
        }
        return ((BearerHeader.NoToken) parsed).result();
    }

    /** All but a JWT that was not checked lately: its keys may have to be fetched. */
    @Override
    public boolean answersAtOnce(List<String> authorization) {
        return jwts == null
                || !(BearerHeader.parse(authorization) instanceof BearerHeader.Token token)
                || !isJwt(token.text())
                || recent.find(TokenDigest.of(token.text()), clock.instant()) != null;
    }

    private AuthResult known(String token) {
        TokenDigest digest = TokenDigest.of(token);
        TokenLine line = file == null ? null : file.find(digest);
        if (line != null) {
            return line.expires() != null && line.isExpired(clock.instant())
                    ? EXPIRED
                    : new AuthResult.Granted(line.principal());
        }
        return jwts != null && isJwt(token) ? known(jwts, token, digest) : UNKNOWN;
    }

    private AuthResult known(JwtVerifier verifier, String token, TokenDigest digest) {
        AuthResult before = recent.find(digest, clock.instant());
        if (before != null) {
            return before;
        }
        JwtVerifier.Verdict verdict = verifier.verify(token);
        if (verdict instanceof JwtVerifier.Verdict.Good good) {
            recent.add(digest, good, clock.instant());
            return new AuthResult.Granted(good.principal());
        }
        return ((JwtVerifier.Verdict.Bad) verdict).result();
    }

    /** A signed one: three parts. */
    private static boolean isJwt(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        return first > 0 && second > first && token.indexOf('.', second + 1) < 0;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
        if (jwts != null) {
            jwts.close();
        }
    }
}

package io.jobview.auth;

import java.util.List;

/** Tells who asks. May be called from any thread, many at a time; never waits longer than a few seconds. */
@FunctionalInterface
public interface Authenticator {

    /** @param authorization the values of every Authorization header of the request, as they came */
    AuthResult authenticate(List<String> authorization);

    /** Whether {@link #authenticate} would answer these without waiting for anybody and without reckoning long. */
    default boolean answersAtOnce(List<String> authorization) {
        return false;
    }

    /** Whether anybody may read, whoever asks. */
    default boolean isOpen() {
        return false;
    }

    /** Grants everything to everybody, whatever they send. */
    static Authenticator open() {
        AuthResult everything = new AuthResult.Granted(Principal.ANYBODY);
        return new Authenticator() {
            @Override
            public AuthResult authenticate(List<String> authorization) {
                return everything;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public boolean answersAtOnce(List<String> authorization) {
                return true;
            }
        };
    }
}

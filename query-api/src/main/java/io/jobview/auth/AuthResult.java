package io.jobview.auth;

/** What the Authorization header of a request comes to. Every reason is for the one who asks, and holds no token. */
public sealed interface AuthResult {

    /** The token is good. */
    record Granted(Principal principal) implements AuthResult {}

    /** There are no credentials, or some of another scheme than ours. */
    record Missing() implements AuthResult {}

    /** The header cannot be read; {@code invalid_request} of RFC 6750 section 3.1. */
    record Malformed(String reason) implements AuthResult {}

    /** The token is unknown, forged, expired, or not meant for us; {@code invalid_token}. */
    record Invalid(String reason) implements AuthResult {}

    /** Whether the token is good cannot be told now: the issuer's keys are not to be had. */
    record Unavailable(String reason) implements AuthResult {}
}

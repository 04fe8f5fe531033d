package io.jobview.http;

import io.jobview.auth.AuthResult;
import io.jobview.auth.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Why a request does not reach the routes, with the exact challenges of RFC 6750 section 3.
 *
 * @param challenge of {@code WWW-Authenticate}; null if other credentials would not help
 */
record Denial(Problem problem, @Nullable String challenge) {

    private static final String BARE = "Bearer";

    /** @param result not granted */
    static Denial of(AuthResult result) {
        if (result instanceof AuthResult.Malformed malformed) {
            return invalidRequest(malformed.reason());
        } else if (result instanceof AuthResult.Invalid invalid) {
            return new Denial(Problems.invalidToken(invalid.reason()), challenge("invalid_token", invalid.reason()));
        } else if (result instanceof AuthResult.Unavailable unavailable) {
            return new Denial(Problems.keysUnavailable(unavailable.reason()), null);
        }
        return new Denial(
                Problems.unauthenticated(), BARE); // missing; and a kind that is forgotten here is refused too
    }

    static Denial invalidRequest(String reason) {
        return new Denial(Problems.invalidRequest(reason), challenge("invalid_request", reason));
    }

    static Denial insufficientScope(Scope needed) {
        String challenge = challenge("insufficient_scope", "the token has not the scope " + needed.text());
        return new Denial(Problems.insufficientScope(needed.text()), challenge + ", scope=\"" + needed.text() + "\"");
    }

    /** No challenge: the token is good, and no scope would open the workflow. */
    static Denial workflowForbidden() {
        return new Denial(Problems.workflowForbidden(), null);
    }

    /** @param description without quotes and backslashes, which RFC 6750 does not allow in it */
    private static String challenge(String error, String description) {
        return BARE + " error=\"" + error + "\", error_description=\"" + description + "\"";
    }
}

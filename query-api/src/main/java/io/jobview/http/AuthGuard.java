package io.jobview.http;

import io.jobview.auth.AuthResult;
import io.jobview.auth.Authenticator;
import io.jobview.auth.Principal;
import io.jobview.auth.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to the routes or answers it with a refusal. It stands before the router, so whatever route is added
 * later is guarded without knowing it.
 */
final class AuthGuard {

    private static final String PRINCIPAL = "io.jobview.principal";
    private static final String ADMITTED = "io.jobview.admitted";
    private static final String REFUSED = "io.jobview.refused";
    private static final String TOKEN = "token";

    private final Authenticator authenticator;

    AuthGuard(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Who sent a request that was let through; null where no token is needed. */
    static @Nullable Principal principal(HttpServletRequest request) {
        return (Principal) request.getAttribute(PRINCIPAL);
    }

    /** False if the request was refused; then it is answered. */
    boolean passes(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Scope needed = Access.scope(request.getRequestURI());
        Denial denial = needed == null ? null : denial(request, needed);
        if (denial == null) {
            return true;
        }
        if (denial.challenge() != null) {
            response.setHeader("WWW-Authenticate", denial.challenge());
        }
        Answer.problem(response, denial.problem(), request.getRequestURI());
        return false;
    }

    /** Whether who sends this may read the jobs below its path; a refusal is for {@link #passes} to say. May wait for an issuer. */
    boolean admits(Request request) {
        AuthResult result = authenticator.authenticate(request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION));
        if (!(result instanceof AuthResult.Granted granted)) {
            request.setAttribute(REFUSED, result);
            return false;
        }
        String path = request.getHttpURI().getPath();
        if (denial(
                        granted.principal(),
                        Scope.JOBS_READ,
                        path,
                        request.getHttpURI().getQuery())
                != null) {
            return false;
        }
        request.setAttribute(ADMITTED, true);
        return true;
    }

    /** Whether {@link #admits} said so of this request. */
    static boolean isAdmitted(Request request) {
        return request.getAttribute(ADMITTED) != null;
    }

    private @Nullable Denial denial(HttpServletRequest request, Scope needed) {
        AuthResult result = request.getAttribute(REFUSED) instanceof AuthResult refused
                ? refused
                : authenticator.authenticate(Collections.list(request.getHeaders("Authorization")));
        if (!(result instanceof AuthResult.Granted granted)) {
            return Denial.of(result);
        }
        request.setAttribute(PRINCIPAL, granted.principal());
        return denial(granted.principal(), needed, request.getRequestURI(), request.getQueryString());
    }

    private static @Nullable Denial denial(Principal principal, Scope needed, String path, @Nullable String query) {
        if (hasTokenParameter(query)) {
            return Denial.invalidRequest("a token in the URL is never taken");
        } else if (!principal.scopes().contains(needed)) {
            return Denial.insufficientScope(needed);
        } else if (!Access.isWithin(principal, path)) {
            return Denial.workflowForbidden();
        }
        return null;
    }

    /** Refused here, since the error of an unknown parameter repeats what was given. However it is written, or called. */
    private static boolean hasTokenParameter(@Nullable String query) {
        if (query == null || query.length() < TOKEN.length()) {
            return false;
        }
        QueryReader pairs = new QueryReader(query);
        while (pairs.next()) {
            String name = pairs.name();
            if (name != null && name.length() >= TOKEN.length() && isToken(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isToken(String name) {
        for (int i = name.length() - TOKEN.length(); i >= 0; i--) {
            if (name.regionMatches(true, i, TOKEN, 0, TOKEN.length())) {
                return true;
            }
        }
        return false;
    }
}

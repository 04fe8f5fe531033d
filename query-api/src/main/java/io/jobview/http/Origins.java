package io.jobview.http;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of other websites read jobs through a browser (CORS, the Fetch standard), if the operator names them. Never with cookies: who asks
 * sends a token of its own. Immutable.
 *
 * @param allowed as browsers send them, {@code https://app.example}; {@code *} is any
 */
record Origins(List<String> allowed) {

    private static final String ASKED_METHOD = "Access-Control-Request-Method";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String HEADERS =
            "Accept, Authorization, If-None-Match, Prefer, View-At-Least, View-Max-Staleness";
    private static final String EXPOSED =
            "ETag, Link, Preference-Applied, Retry-After, View-Incomplete, View-Lag-Seconds, View-Position";
    private static final String SECONDS = "600";

    Origins {
        allowed = List.copyOf(allowed);
    }

    /** Says that the page may read the answer, if it may. To be said again where an answer is begun anew. */
    void allow(Request request, HttpFields.Mutable answer) {
        String origin = allowed.isEmpty() ? null : origin(request);
        if (origin != null) {
            answer.put(ALLOW_ORIGIN, origin);
            answer.put("Access-Control-Expose-Headers", EXPOSED);
        }
    }

    /** Answers a browser that asks before it asks: it sends no token with that. False if this is no such question. */
    boolean isPreflight(Request request, Response response) {
        if (allowed.isEmpty()
                || !HttpMethod.OPTIONS.is(request.getMethod())
                || !request.getHeaders().contains(ASKED_METHOD)
                || origin(request) == null) {
            return false;
        }
        response.setStatus(HttpStatus.NO_CONTENT_204);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Access-Control-Allow-Methods", Route.ALLOW);
        headers.put("Access-Control-Allow-Headers", HEADERS);
        headers.put("Access-Control-Max-Age", SECONDS);
        return true;
    }

    /** Null unless it asks for jobs and may read them. */
    private @Nullable String origin(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String path = request.getHttpURI().getPath();
        boolean read = path != null && (path.equals(ListWorkflows.PATH) || path.startsWith(ListWorkflows.PATH + "/"));
        return origin != null && read && (allowed.contains(origin) || allowed.contains("*")) ? origin : null;
    }
}

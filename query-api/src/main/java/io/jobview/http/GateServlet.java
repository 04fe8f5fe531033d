package io.jobview.http;

import io.javalin.http.servlet.JavalinServlet;
import io.jobview.cluster.PeerPath;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Stands before Javalin: asks for credentials before anything else is looked at, refuses what the table of routes does not
 * have, answers OPTIONS from it, and closes two of Javalin's traps: it decodes path parameters with a decoder that throws on a
 * bad escape, and it lets a header replace the method.
 */
final class GateServlet extends HttpServlet {

    static final int MAX_TARGET = 8192;

    private final transient JavalinServlet javalin;
    private final transient AuthGuard guard;
    private final transient PeerGuard peers;
    private final transient Routes routes;
    private final transient Waits waits;

    GateServlet(JavalinServlet javalin, AuthGuard guard, PeerGuard peers, Routes routes, Waits waits) {
        this.javalin = javalin;
        this.guard = guard;
        this.peers = peers;
        this.routes = routes;
        this.waits = waits;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        handle(request, response);
    }

    /** True if the request waits: then it is no longer this thread's to touch. */
    private boolean handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpServletRequest admitted = request;
        if (PeerPath.is(request.getRequestURI())) {
            admitted = peers.admit(request);
            if (admitted == null) {
                Answer.problem(response, peers.refusal(), request.getRequestURI());
                return false;
            }
        } else if (!guard.passes(request, response)) {
            return false;
        }
        Problem problem = enter(admitted, response);
        if (problem != null) {
            Answer.problem(response, problem, admitted.getRequestURI());
            return false;
        }
        return waits.begin(request, response, () -> handle(request, response));
    }

    /** Answers, or says why not. */
    private @Nullable Problem enter(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        if (path.length() + (query == null ? 0 : query.length() + 1) > MAX_TARGET) {
            return Problems.uriTooLong();
        }
        Route route = routes.find(path);
        if (route == null || PeerGuard.isFromPeer(request) && !route.kind().isForPeers()) {
            return Problems.notFound();
        }
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Allow", Route.ALLOW);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        return enter(route, path, request, response);
    }

    private @Nullable Problem enter(Route route, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Problems.methodNotAllowed();
        }
        if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
            // What follows the head is not read, so it must not be taken for another request.
            response.setHeader("Connection", "close");
            return Problems.contentTooLarge();
        }
        if (!PercentDecoder.isPlain(path)) {
            Problem problem = route.path().wrongId(path);
            if (problem != null) {
                return problem;
            }
        }
        String mediaType = Accept.choose(accept(request), route.mediaTypes());
        if (mediaType == null) {
            return Problems.notAcceptable(route.mediaTypes());
        }
        if (route.mediaTypes().size() > 1) {
            request.setAttribute(Route.MEDIA_TYPE, mediaType);
            response.setHeader("Vary", "Accept");
        }
        javalin.handle(new WithoutMethodOverride(request), response);
        return null;
    }

    /** All lines of the header as one, as RFC 9110 section 5.3 has it. */
    private static @Nullable String accept(HttpServletRequest request) {
        Enumeration<String> lines = request.getHeaders("Accept");
        if (!lines.hasMoreElements()) {
            return null;
        }
        String first = lines.nextElement();
        return lines.hasMoreElements() ? first + "," + String.join(",", Collections.list(lines)) : first;
    }

    private static final class WithoutMethodOverride extends HttpServletRequestWrapper {

        WithoutMethodOverride(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return "X-HTTP-Method-Override".equalsIgnoreCase(name) ? null : super.getHeader(name);
        }

        /** Javalin would complete a request that has waited, which is for {@link Waits} to do. */
        @Override
        public boolean isAsyncStarted() {
            return false;
        }
    }
}

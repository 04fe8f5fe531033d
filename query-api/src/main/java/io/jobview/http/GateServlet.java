package io.jobview.http;

import io.javalin.http.servlet.JavalinServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands before Javalin and closes two of its traps: it decodes path parameters with a decoder that throws on a bad
 * escape, and it lets a header replace the method.
 */
final class GateServlet extends HttpServlet {

    private static final int MAX_TARGET = 8192;

    private final transient JavalinServlet javalin;
    private final transient HttpMetrics metrics;

    GateServlet(JavalinServlet javalin, HttpMetrics metrics) {
        this.javalin = javalin;
        this.metrics = metrics;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Problem problem = refusal(request);
            if (problem == null) {
                javalin.handle(new WithoutMethodOverride(request), response);
            } else {
                Answer.problem(response, problem, request.getRequestURI());
            }
        } finally {
            metrics.answered(response.getStatus());
        }
    }

    private static @Nullable Problem refusal(HttpServletRequest request) {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        if (path.length() + (query == null ? 0 : query.length() + 1) > MAX_TARGET) {
            return Problems.uriTooLong();
        }
        if (PercentDecoder.isPlain(path) || PercentDecoder.pathBytes(path, 0, path.length()) != null) {
            return null;
        }
        return WorkflowPath.matches(path)
                ? Problems.invalidParameters(
                        List.of(new Problem.Invalid("workflow_id", WorkflowPath.rawId(path), WorkflowPath.ALLOWED)))
                : Problems.notFound();
    }

    private static final class WithoutMethodOverride extends HttpServletRequestWrapper {

        WithoutMethodOverride(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return "X-HTTP-Method-Override".equalsIgnoreCase(name) ? null : super.getHeader(name);
        }
    }
}

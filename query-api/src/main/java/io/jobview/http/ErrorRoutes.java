package io.jobview.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every way in which handling a request can end without an answer, as a problem. */
final class ErrorRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorRoutes.class);

    private ErrorRoutes() {}

    static void addTo(JavalinConfig config) {
        config.routes.exception(ProblemException.class, (e, context) -> answer(context, e.problem()));
        config.routes.exception(EndpointNotFound.class, (e, context) -> answer(context, Problems.notFound()));
        config.routes.exception(
                MethodNotAllowedResponse.class, (e, context) -> answer(context, Problems.methodNotAllowed()));
        config.routes.exception(IOException.class, (e, context) -> LOG.debug("the reader is gone", e));
        config.routes.exception(Exception.class, (e, context) -> failed(context.res(), e));
        config.router.javaLangErrorHandler(ErrorRoutes::failed);
    }

    private static void answer(Context context, Problem problem) {
        try {
            Answer.problem(context.res(), problem, context.req().getRequestURI());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void failed(HttpServletResponse response, Throwable failure) {
        String errorId = UUID.randomUUID().toString();
        LOG.error("request failed, {}", errorId, failure);
        if (response.isCommitted()) {
            return;
        }
        try {
            response.reset();
            Answer.problem(response, Problems.internal(errorId), null);
        } catch (IOException e) {
            LOG.debug("the reader of {} is gone", errorId, e);
        }
    }
}

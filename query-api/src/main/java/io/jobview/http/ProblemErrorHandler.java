package io.jobview.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Turns what Jetty refuses by itself (unsound request lines, too large headers) into problems like all others. */
final class ProblemErrorHandler extends ErrorHandler {

    private final Routes routes;
    private final Origins origins;

    ProblemErrorHandler(Routes routes, Origins origins) {
        this.origins = origins;
        this.routes = routes;
    }

    @Override
    public boolean errorPageForMethod(@Nullable String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Problem problem = problem(request, code);
        byte[] body = ProblemJson.bytes(problem, null);
        response.setStatus(problem.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, ProblemJson.CONTENT_TYPE);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put(Answer.TYPE_OPTIONS, Answer.NOSNIFF);
        origins.allow(request, headers);
        if (problem.retryAfterSeconds() != null) {
            headers.put(HttpHeader.RETRY_AFTER, problem.retryAfterSeconds().toString());
        }
        if (problem.allow() != null) {
            headers.put(HttpHeader.ALLOW, problem.allow());
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private Problem problem(Request request, int code) {
        Problem problem = Problems.refusedByServer(code);
        Problem named = problem.status() == HttpStatus.BAD_REQUEST_400 ? wrongId(request) : null;
        return named == null ? problem : named;
    }

    /** What Jetty cannot read of a target is mostly an id: says which, and what it may be. */
    private @Nullable Problem wrongId(Request request) {
        String target = request.getConnectionMetaData().getConnection() instanceof ReaderConnection reader
                ? reader.target()
                : null;
        if (target == null) {
            return null;
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Route route = routes.find(path);
        return route == null ? null : route.path().wrongId(path);
    }
}

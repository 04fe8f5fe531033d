package io.jobview.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Turns what Jetty refuses by itself (unsound request lines, too large headers) into problems like all others. */
final class ProblemErrorHandler extends ErrorHandler {

    private final HttpMetrics metrics;

    ProblemErrorHandler(HttpMetrics metrics) {
        this.metrics = metrics;
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
        Problem problem = Problems.refusedByServer(code);
        byte[] body = ProblemJson.bytes(problem, null);
        response.setStatus(problem.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, ProblemJson.CONTENT_TYPE);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (problem.retryAfterSeconds() != null) {
            headers.put(HttpHeader.RETRY_AFTER, problem.retryAfterSeconds().toString());
        }
        if (problem.allow() != null) {
            headers.put(HttpHeader.ALLOW, problem.allow());
        }
        metrics.answered(problem.status());
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}

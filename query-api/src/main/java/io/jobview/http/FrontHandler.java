package io.jobview.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What concerns every request, whatever its route: {@code OPTIONS *}, which servlets cannot answer, and while the server
 * is about to stop, the end of the connection, so that readers go elsewhere before it closes.
 */
final class FrontHandler extends Handler.Wrapper {

    private volatile boolean draining;

    /** From now on every answer is the last one of its connection. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (draining) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        String path = request.getHttpURI().getPath();
        if (path == null
                || path.isEmpty()) { // no form of a target (RFC 9112 section 3.2), and servlets lead it to "//"
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return true;
        }
        if (path.equals("*") && request.getMethod().equals("OPTIONS")) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            response.getHeaders().put(HttpHeader.ALLOW, Route.ALLOW);
            callback.succeeded();
            return true;
        }
        return super.handle(request, response, callback);
    }
}

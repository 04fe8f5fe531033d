package io.jobview.http;

import io.jobview.cluster.PeerPath;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What concerns every request, whatever its route: that nobody guesses types, whether it may come from anywhere, {@code OPTIONS *}, which servlets cannot answer, and while the server
 * is about to stop, the end of the connection, so that readers go elsewhere before it closes.
 */
final class FrontHandler extends Handler.Wrapper {

    private static final HttpField NOSNIFF = new PreEncodedHttpField(Answer.TYPE_OPTIONS, Answer.NOSNIFF);

    private final boolean onlyThisMachine;
    private final Origins origins;
    private volatile boolean draining;

    /** @param onlyThisMachine whether anybody may read, who asks under a name that no website can have */
    FrontHandler(boolean onlyThisMachine, Origins origins) {
        this.onlyThisMachine = onlyThisMachine;
        this.origins = origins;
    }

    /** From now on every answer is the last one of its connection. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().put(NOSNIFF);
        if (draining) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        String path = request.getHttpURI().getPath();
        if (path == null
                || path.isEmpty()) { // no form of a target (RFC 9112 section 3.2), and servlets lead it to "//"
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return true;
        }
        if (onlyThisMachine && !LoopbackNames.isOne(request.getHttpURI().getHost()) && !PeerPath.is(path)) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
            return true;
        }
        origins.allow(request, response.getHeaders());
        if (origins.isPreflight(request, response)) {
            callback.succeeded();
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

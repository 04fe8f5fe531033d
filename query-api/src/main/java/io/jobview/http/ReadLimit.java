package io.jobview.http;

import io.jobview.cluster.PeerPath;
import java.time.Duration;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Bounds the reads that are worked on at once and those that wait for their turn; more are answered 429 at once. Those that
 * wait hold no thread, and a read counts until its answer is written. Probes and what operators look at pass by. Peers have a limit of
 * their own: or two instances whose readers all wait for the other one would not get on.
 */
final class ReadLimit extends QoSHandler {

    /** By then a reader is better told to come back. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final Routes routes;
    private final boolean ofPeers;

    /** @param ofPeers whether it bounds what peers ask, or what readers ask; each waits for its own kind only */
    ReadLimit(Routes routes, HttpLimits limits, boolean ofPeers) {
        this.routes = routes;
        this.ofPeers = ofPeers;
        setMaxRequestCount(limits.maxConcurrent());
        setMaxSuspendedRequestCount(limits.maxQueued());
        setMaxSuspend(MAX_WAIT);
        setRejectStatusCode(HttpStatus.TOO_MANY_REQUESTS_429);
    }

    @Override
    public boolean onConditionsMet(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        boolean fromPeer = path != null && PeerPath.is(path);
        Route route = fromPeer == ofPeers ? routes.find(fromPeer ? PeerPath.publicPath(path) : path) : null;
        return route != null && route.kind().isLimited()
                ? super.onConditionsMet(request, response, callback)
                : nextHandler(request, response, callback);
    }
}

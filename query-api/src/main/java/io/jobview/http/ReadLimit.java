package io.jobview.http;

import io.jobview.cluster.PeerPath;
import java.time.Duration;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Bounds the requests of one kind that are worked on at once and those that wait for their turn; more are answered 429 at once. Those that
 * wait hold no thread, and a read counts until its answer is written. Who is refused does not count, or strangers could keep readers out.
 * Probes and what operators look at pass by.
 */
final class ReadLimit extends QoSHandler {

    /** By then a reader is better told to come back. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final Predicate<String> paths;
    private final Predicate<Request> admitted;

    private ReadLimit(HttpLimits limits, Predicate<String> paths, Predicate<Request> admitted) {
        this.paths = paths;
        this.admitted = admitted;
        setMaxRequestCount(limits.maxConcurrent());
        setMaxSuspendedRequestCount(limits.maxQueued());
        setMaxSuspend(MAX_WAIT);
        setRejectStatusCode(HttpStatus.TOO_MANY_REQUESTS_429);
    }

    /** What readers ask. */
    static ReadLimit ofReaders(Routes routes, HttpLimits limits, AuthGuard guard) {
        return new ReadLimit(limits, path -> !PeerPath.is(path) && isRead(routes, path), guard::admits);
    }

    /** What peers ask: or two instances whose readers all wait for the other one would not get on. */
    static ReadLimit ofPeers(Routes routes, HttpLimits limits, PeerGuard guard) {
        return new ReadLimit(
                limits, path -> PeerPath.is(path) && isRead(routes, PeerPath.publicPath(path)), guard::admits);
    }

    /** The description of the API, which anybody may ask for: those who do keep nobody from reading. */
    static ReadLimit ofSpecification(Routes routes, HttpLimits limits) {
        return new ReadLimit(
                limits,
                path -> !path.startsWith(ListWorkflows.PATH) && isOf(Route.Kind.SPECIFICATION, routes, path),
                request -> true);
    }

    private static boolean isRead(Routes routes, String path) {
        return isOf(Route.Kind.READ, routes, path);
    }

    private static boolean isOf(Route.Kind kind, Routes routes, String path) {
        Route route = routes.find(path);
        return route != null && route.kind() == kind;
    }

    @Override
    public boolean onConditionsMet(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        return path != null && paths.test(path) && admitted.test(request)
                ? super.onConditionsMet(request, response, callback)
                : nextHandler(request, response, callback);
    }
}

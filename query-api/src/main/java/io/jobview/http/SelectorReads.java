package io.jobview.http;

import io.jobview.auth.Authenticator;
import io.jobview.cluster.PeerPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the thread of a request. One for a page stays on the selector thread that has read it: to wake another thread costs
 * more than to read a page that lies in memory. Everything else goes to a worker at once, and a page does as soon as it
 * would wait: for the disk, for another instance, or for its reader ({@link #moveToWorker}).
 *
 * <p>So nothing that a selector thread runs may block. What it writes must fit into the response's buffer, which is
 * sent without waiting.
 */
final class SelectorReads extends Handler.Wrapper {

    /** A page of more rows may be more than the response's buffer holds. */
    static final int MOST_ROWS = 150;

    private static final String ON_SELECTOR = SelectorReads.class.getName();

    private final Routes routes;
    private final Authenticator authenticator;
    private final boolean enabled;

    /** @param enabled false: every request is for workers, as behind TLS, where already its first bytes may take long */
    SelectorReads(Routes routes, Authenticator authenticator, boolean enabled) {
        this.routes = routes;
        this.authenticator = authenticator;
        this.enabled = enabled;
    }

    /** Whether the request is handled by a thread that must not wait. */
    static boolean isOn(HttpServletRequest request) {
        return request.getAttribute(ON_SELECTOR) != null;
    }

    /** The same before the servlets. */
    static boolean isOn(Request request) {
        return request.getAttribute(ON_SELECTOR) != null;
    }

    /** What follows runs on a worker. */
    static void leave(HttpServletRequest request) {
        request.removeAttribute(ON_SELECTOR);
    }

    /** Has the request handled anew by a thread that may wait; the caller must leave the response alone. */
    static void moveToWorker(HttpServletRequest request) {
        Waits.ask(request, wake -> {
            wake.run();
            return () -> {};
        });
    }

    @Override
    public InvocationType getInvocationType() {
        return enabled ? InvocationType.NON_BLOCKING : super.getInvocationType();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (enabled && !isForSelector(request)) {
            moveToWorker(request, response, callback, getHandler());
            return true;
        }
        if (enabled) {
            request.setAttribute(ON_SELECTOR, true);
        }
        return super.handle(request, response, callback);
    }

    /** Has a worker go on, with a request to which nobody has answered. */
    static void moveToWorker(Request request, Response response, Callback callback, Handler next) {
        request.removeAttribute(ON_SELECTOR);
        workers(next.getServer()).execute(() -> handle(request, response, callback, next));
    }

    private static void handle(Request request, Response response, Callback callback, Handler next) {
        try {
            if (!next.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    private static Executor workers(Server server) {
        Executor virtual = VirtualThreads.getVirtualThreadsExecutor(server.getThreadPool());
        return virtual == null ? server.getThreadPool() : virtual;
    }

    private boolean isForSelector(Request request) {
        return HttpMethod.GET.is(request.getMethod())
                && isPages(request.getHttpURI().getPath())
                && !request.getHeaders().contains(Prefer.PREFER)
                && !isWaitedWith(request.getHeaders().get(HttpHeader.ACCEPT))
                && authenticator.answersAtOnce(request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION));
    }

    private boolean isPages(@Nullable String path) {
        if (path == null) {
            return false;
        }
        Route route = routes.find(PeerPath.is(path) ? PeerPath.publicPath(path) : path);
        return route != null && route.path().text().equals(ListJobs.PATH);
    }

    /** An export is written as fast as its reader takes it. */
    private static boolean isWaitedWith(@Nullable String accept) {
        if (accept == null || accept.equals(Answer.JSON)) {
            return false;
        }
        String names = accept.toLowerCase(Locale.ROOT);
        return names.contains("ndjson") || names.contains("jsonl");
    }
}

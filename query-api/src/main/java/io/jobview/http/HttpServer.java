package io.jobview.http;

import io.javalin.Javalin;
import io.jobview.auth.Authenticator;
import io.jobview.cluster.Peers;
import io.jobview.view.JobView;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** The service's HTTP side. Serves from the moment {@link #start} returns until {@link #close}; thread-safe. */
public final class HttpServer implements AutoCloseable {

    /** A header of what an instance asks of itself, as a peer, to warm up: such a request is in no figure. */
    public static final String UNCOUNTED = "Jobview-Uncounted";

    private final Javalin javalin;
    private final FrontHandler front;
    private final Duration drain;
    private final Routes routes;
    private final MetricsPage metricsPage;
    private final ExportBounds exports;
    private final Waits waits;
    private final @Nullable Peers peers;

    private HttpServer(
            Javalin javalin,
            FrontHandler front,
            Duration drain,
            Routes routes,
            MetricsPage metricsPage,
            ExportBounds exports,
            Waits waits,
            @Nullable Peers peers) {
        this.waits = waits;
        this.peers = peers;
        this.javalin = javalin;
        this.front = front;
        this.drain = drain;
        this.routes = routes;
        this.metricsPage = metricsPage;
        this.exports = exports;
    }

    /** Serves {@code view} alone, to anybody: a page that another instance owns is a problem {@code not-ready}. */
    public static HttpServer start(HttpConfig config, JobView view) {
        return start(config, view, null);
    }

    /** Serves {@code view}, and through {@code peers} the pages that other instances own, to anybody. */
    public static HttpServer start(HttpConfig config, JobView view, @Nullable Peers peers) {
        return start(config, view, peers, Authenticator.open());
    }

    /**
     * Serves {@code view}, and through {@code peers} the pages that other instances own, to those whom {@code authenticator}
     * knows. It is the caller's to close, and closes the peers.
     *
     * @throws HttpStartException if the address cannot be listened on
     */
    public static HttpServer start(
            HttpConfig config, JobView view, @Nullable Peers peers, Authenticator authenticator) {
        return start(config, view, peers, authenticator, new ExportBounds());
    }

    static HttpServer start(HttpConfig config, JobView view, @Nullable Peers peers, ExportBounds exports) {
        return start(config, view, peers, Authenticator.open(), exports);
    }

    private static HttpServer start(
            HttpConfig config, JobView view, @Nullable Peers peers, Authenticator authenticator, ExportBounds exports) {
        ReadMetrics reads = new ReadMetrics();
        MetricsPage metricsPage = new MetricsPage(view, reads);
        Origins origins = new Origins(config.origins());
        FrontHandler front = new FrontHandler(authenticator.isOpen(), origins);
        Routes routes = Routes.of(view, peers, front::isDraining, reads, metricsPage, exports);
        HttpMetrics metrics = new HttpMetrics(routes, metricsPage.registry());
        AuthGuard guard = new AuthGuard(authenticator);
        PeerGuard peerGuard = new PeerGuard(peers);
        SelectorPages pages = new SelectorPages(view, reads);
        Server server = JettyParts.server(config, routes, metrics, front, authenticator, guard, peerGuard, pages);
        ServerGauges.addTo(metricsPage.registry(), server);
        Waits waits = new Waits(config.limits().maxConcurrent() / 2);
        Javalin javalin = Javalin.create(settings -> {
            JavalinSettings.apply(settings, config, server, guard, peerGuard, routes, waits);
            ErrorRoutes.addTo(settings);
            routes.addTo(settings);
        });
        try {
            javalin.start();
        } catch (RuntimeException e) {
            javalin.stop();
            metricsPage.close();
            exports.close();
            close(peers);
            throw new HttpStartException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": " + reason(e), e);
        }
        return new HttpServer(javalin, front, config.limits().drain(), routes, metricsPage, exports, waits, peers);
    }

    /** The port that is listened on; the one the system chose if 0 was asked for. */
    public int port() {
        return javalin.port();
    }

    Routes routes() {
        return routes;
    }

    /**
     * Says at {@code /readyz} that it stops, ends what waits for a fresher view, goes on serving for as long as {@link HttpLimits#drain}, stops listening, and
     * waits a few seconds for the requests under way.
     */
    @Override
    public void close() {
        front.drain();
        waits.stop();
        try {
            Thread.sleep(drain.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then at once
        }
        exports.stop(); // they would take the whole wait, and be cut
        javalin.stop();
        metricsPage.close();
        exports.close();
        close(peers);
    }

    private static void close(@Nullable Peers peers) {
        if (peers != null) {
            peers.close();
        }
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof UnresolvedAddressException) {
            return "there is no such host";
        }
        String message = deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
        return deepest instanceof BindException && message.contains("in use") ? "the port is taken" : message;
    }
}

package io.jobview.http;

import io.javalin.Javalin;
import io.jobview.cluster.Forwarder;
import io.jobview.view.JobView;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** The service's HTTP side. Serves from the moment {@link #start} returns until {@link #close}; thread-safe. */
public final class HttpServer implements AutoCloseable {

    private final Javalin javalin;
    private final Routes routes;
    private final MetricsPage metricsPage;

    private HttpServer(Javalin javalin, Routes routes, MetricsPage metricsPage) {
        this.javalin = javalin;
        this.routes = routes;
        this.metricsPage = metricsPage;
    }

    /** Serves {@code view} alone: a page that another instance owns is a problem {@code not-ready}. */
    public static HttpServer start(HttpConfig config, JobView view) {
        return start(config, view, null);
    }

    /**
     * Serves {@code view}, and through {@code forwarder} the pages that other instances own.
     *
     * @throws HttpStartException if the address cannot be listened on
     */
    public static HttpServer start(HttpConfig config, JobView view, @Nullable Forwarder forwarder) {
        HttpMetrics metrics = new HttpMetrics();
        MetricsPage metricsPage = new MetricsPage(view, metrics);
        Routes routes = Routes.of(view, forwarder, metrics, metricsPage);
        Javalin javalin = Javalin.create(settings -> {
            JavalinSettings.apply(settings, config, routes, metrics);
            ErrorRoutes.addTo(settings);
            routes.addTo(settings);
        });
        try {
            javalin.start(config.host(), config.port());
        } catch (RuntimeException e) {
            javalin.stop();
            metricsPage.close();
            throw new HttpStartException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": " + reason(e), e);
        }
        return new HttpServer(javalin, routes, metricsPage);
    }

    /** The port that is listened on; the one the system chose if 0 was asked for. */
    public int port() {
        return javalin.port();
    }

    Routes routes() {
        return routes;
    }

    /** Stops taking requests, and waits a few seconds for those under way. */
    @Override
    public void close() {
        javalin.stop();
        metricsPage.close();
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

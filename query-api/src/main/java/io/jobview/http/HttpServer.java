package io.jobview.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.jobview.cluster.Forwarder;
import io.jobview.view.JobView;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The service's HTTP side. Serves from the moment {@link #start} returns until {@link #close}; thread-safe. */
public final class HttpServer implements AutoCloseable {

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
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
        Javalin javalin = Javalin.create(settings -> {
            JavalinSettings.apply(settings, config, metrics);
            ErrorRoutes.addTo(settings);
            read(settings, WorkflowPath.ROUTE, new ListJobs(view, forwarder, metrics));
        });
        try {
            javalin.start(config.host(), config.port());
        } catch (RuntimeException e) {
            javalin.stop();
            throw new HttpStartException("cannot listen on " + config.host() + ":" + config.port() + ": " + cause(e), e);
        }
        return new HttpServer(javalin);
    }

    /** The port that is listened on; the one the system chose if 0 was asked for. */
    public int port() {
        return javalin.port();
    }

    /** Stops taking requests, and waits a few seconds for those under way. */
    @Override
    public void close() {
        javalin.stop();
    }

    private static void read(JavalinConfig settings, String path, Handler handler) {
        settings.routes.get(path, handler);
        settings.routes.head(path, handler); // Javalin would answer HEAD without the headers of GET
    }

    private static String cause(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        boolean taken = deepest instanceof java.net.BindException && String.valueOf(deepest.getMessage()).contains("in use");
        return taken ? "the port is taken" : deepest instanceof IOException ? String.valueOf(deepest.getMessage()) : deepest.toString();
    }
}

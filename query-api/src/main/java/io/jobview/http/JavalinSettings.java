package io.jobview.http;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import java.util.List;
import kotlin.LazyKt;
import org.eclipse.jetty.server.Server;

/** Turns off what Javalin does by default and an API of small, exact answers does not want. */
final class JavalinSettings {

    private JavalinSettings() {}

    /** To be called before routes are added: Javalin reads the settings of paths as it adds them. */
    static void apply(
            JavalinConfig settings,
            HttpConfig config,
            Server server,
            AuthGuard guard,
            PeerGuard peers,
            Routes routes,
            Waits waits) {
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.startup.startupWatcherEnabled = false;
        settings.http.compressionStrategy = CompressionStrategy.NONE;
        settings.http.prefer405over404 = true;
        settings.http.defaultContentType = Answer.JSON;
        settings.router.ignoreTrailingSlashes = false;
        settings.jetty.modifyServletContextHandler(
                context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
        settings.jetty.addConnector((jetty, http) -> JettyParts.connector(jetty, http, config));
        settings.unsafe.jettyInternal.server = server;
        // Only the route itself: the other stages would match the path again for handlers that there are not.
        settings.unsafe.servletRequestLifecycle = List.of(DefaultTasks.INSTANCE.getHTTP());
        GateServlet servlet = new GateServlet(new JavalinServlet(settings.unsafe), guard, peers, routes, waits);
        settings.unsafe.servlet = LazyKt.lazyOf(new ServletEntry(null, servlet));
    }
}

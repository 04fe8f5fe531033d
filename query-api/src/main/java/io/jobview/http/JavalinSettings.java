package io.jobview.http;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.javalin.util.ConcurrencyUtil;
import java.util.List;
import kotlin.LazyKt;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** Turns off what Javalin and Jetty do by default and an API of small, exact answers does not want. */
final class JavalinSettings {

    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_THREADS = 250;
    private static final long STOP_MILLIS = 5_000;

    /**
     * What we allow Jetty to pass on, since the path is read from the raw target by {@link PathTemplate} alone and never
     * names a file: an id may hold an encoded slash, percent or backslash. What is wrong it names, where Jetty would not.
     */
    private static final UriCompliance ANY_ENCODED_ID = UriCompliance.RFC3986.with(
            "any-encoded-id",
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.SUSPICIOUS_PATH_CHARACTERS,
            Violation.ILLEGAL_PATH_CHARACTERS,
            Violation.UTF16_ENCODINGS,
            Violation.BAD_UTF8_ENCODING,
            Violation.TRUNCATED_UTF8_ENCODING,
            Violation.BAD_PERCENT_ENCODING);

    private JavalinSettings() {}

    /** To be called before routes are added: Javalin reads the settings of paths as it adds them. */
    static void apply(JavalinConfig settings, HttpConfig config, Routes routes, HttpMetrics metrics) {
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.startup.startupWatcherEnabled = false;
        settings.http.compressionStrategy = CompressionStrategy.NONE;
        settings.http.prefer405over404 = true;
        settings.http.defaultContentType = Answer.JSON;
        settings.router.ignoreTrailingSlashes = false;
        settings.jetty.modifyHttpConfiguration(JavalinSettings::limits);
        settings.jetty.modifyServletContextHandler(
                context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
        settings.unsafe.jettyInternal.server = server(config, metrics);
        // Only the route itself: the other stages would match the path again for handlers that there are not.
        settings.unsafe.servletRequestLifecycle = List.of(DefaultTasks.INSTANCE.getHTTP());
        GateServlet servlet = new GateServlet(new JavalinServlet(settings.unsafe), routes, metrics);
        settings.unsafe.servlet = LazyKt.lazyOf(new ServletEntry(null, servlet));
    }

    private static void limits(HttpConfiguration http) {
        http.setUriCompliance(ANY_ENCODED_ID);
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
    }

    private static Server server(HttpConfig config, HttpMetrics metrics) {
        Server server =
                new Server(ConcurrencyUtil.jettyThreadPool("jobview-http", 8, MAX_THREADS, config.virtualThreads()));
        server.getMimeTypes().addAssumed(ProblemJson.CONTENT_TYPE, "utf-8"); // or Jetty would write a charset
        server.setErrorHandler(new ProblemErrorHandler(metrics));
        server.setHandler(new GracefulHandler());
        server.setStopTimeout(STOP_MILLIS);
        return server;
    }
}

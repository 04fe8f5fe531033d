package io.jobview.bench;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.util.ConcurrencyUtil;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * The peer of a page: the same Javalin and Jetty with the service's settings, the same requests and headers, and a body that
 * lies ready. What the service needs beyond it is the cost of the page.
 */
final class StaticServer implements AutoCloseable {

    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MIN_THREADS = 8;
    private static final int MAX_THREADS = 250;

    private final byte[] body;
    private final Javalin javalin;

    private StaticServer(byte[] body) {
        this.body = body;
        javalin = Javalin.create(this::configure).start("127.0.0.1", 0);
    }

    static StaticServer start(byte[] body) {
        return new StaticServer(body);
    }

    int port() {
        return javalin.port();
    }

    private void configure(JavalinConfig settings) {
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.startup.startupWatcherEnabled = false;
        settings.http.compressionStrategy = CompressionStrategy.NONE;
        settings.jetty.modifyHttpConfiguration(StaticServer::limits);
        Server server = new Server(ConcurrencyUtil.jettyThreadPool("jobview-static", MIN_THREADS, MAX_THREADS, false));
        server.setHandler(new GracefulHandler());
        settings.unsafe.jettyInternal.server = server;
        settings.unsafe.servletRequestLifecycle = List.of(DefaultTasks.INSTANCE.getHTTP());
        settings.routes.get("/workflows/{workflow_id}/jobs", this::answer);
    }

    private static void limits(HttpConfiguration http) {
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
    }

    private void answer(Context context) throws IOException {
        HttpServletResponse response = context.res();
        response.setHeader("View-Position", "0@123456");
        response.setHeader("View-Lag-Seconds", "0.123");
        response.setHeader("Cache-Control", "private, no-cache");
        response.setStatus(200);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    @Override
    public void close() {
        javalin.stop();
    }
}

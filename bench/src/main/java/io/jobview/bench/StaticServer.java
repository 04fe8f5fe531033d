package io.jobview.bench;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.util.ConcurrencyUtil;
import io.jobview.bench.load.Answer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * The peer of a page: the same Javalin and Jetty with the service's settings, the same requests and headers, and a body that
 * lies ready. What the service needs beyond it is the cost of the page.
 */
final class StaticServer implements AutoCloseable {

    static final String THREADS = "jobview-static";

    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MIN_THREADS = 8;
    private static final int MAX_THREADS = 250;

    /** What Jetty writes by itself. */
    private static final Set<String> OWN = Set.of("content-length", "content-type", "connection", "date", "server");

    private final Answer answer;
    private final Map<String, String> headers;
    private final Javalin javalin;

    private StaticServer(Answer answer) {
        this.answer = answer;
        headers = new LinkedHashMap<>(answer.headers());
        headers.keySet().removeAll(OWN);
        javalin = Javalin.create(this::configure).start("127.0.0.1", 0);
    }

    /** Gives this answer, headers and body, to whatever is asked. */
    static StaticServer start(Answer answer) {
        return new StaticServer(answer);
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
        Server server = new Server(ConcurrencyUtil.jettyThreadPool(THREADS, MIN_THREADS, MAX_THREADS, false));
        server.setHandler(new GracefulHandler());
        settings.unsafe.jettyInternal.server = server;
        settings.unsafe.servletRequestLifecycle = List.of(DefaultTasks.INSTANCE.getHTTP());
        settings.routes.get("/workflows/{workflow_id}/jobs", this::give);
    }

    private static void limits(HttpConfiguration http) {
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
    }

    private void give(Context context) throws IOException {
        HttpServletResponse response = context.res();
        headers.forEach(response::setHeader);
        response.setStatus(answer.status());
        response.setContentType(answer.header("Content-Type"));
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    @Override
    public void close() {
        javalin.stop();
    }
}

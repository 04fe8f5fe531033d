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
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * The peer of a page: the same Javalin and Jetty with the service's settings, the same requests and headers, and a body that
 * lies ready. What the service needs beyond it is the cost of the page.
 */
final class StaticServer implements AutoCloseable {

    static final String THREADS = "jobview-static";

    private static final int MAX_HEADERS = 16 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int JETTY_CHOOSES = -1;
    private static final int MIN_THREADS = 8;
    private static final int MAX_THREADS = 250;

    /** What Jetty writes by itself. */
    private static final Set<String> OWN = Set.of("content-length", "content-type", "connection", "date", "server");

    private final boolean onSelectors;
    private final Answer answer;
    private final Map<String, String> headers;
    private final Javalin javalin;

    private StaticServer(Answer answer, boolean onSelectors) {
        this.answer = answer;
        this.onSelectors = onSelectors;
        headers = new LinkedHashMap<>(answer.headers());
        headers.keySet().removeAll(OWN);
        javalin = Javalin.create(this::configure).start();
    }

    /** Gives this answer, headers and body, to whatever is asked, from the threads that read the requests, as the service does. */
    static StaticServer start(Answer answer) {
        return new StaticServer(answer, true);
    }

    /** The same from worker threads, as Javalin does it by itself. */
    static StaticServer onWorkers(Answer answer) {
        return new StaticServer(answer, false);
    }

    int port() {
        return javalin.port();
    }

    private void configure(JavalinConfig settings) {
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.startup.startupWatcherEnabled = false;
        settings.http.compressionStrategy = CompressionStrategy.NONE;
        Server server = new Server(ConcurrencyUtil.jettyThreadPool(THREADS, MIN_THREADS, MAX_THREADS, false));
        server.setHandler(onSelectors ? new OnSelectors() : new GracefulHandler());
        settings.jetty.addConnector((jetty, http) -> connector(jetty, http));
        settings.unsafe.jettyInternal.server = server;
        settings.unsafe.servletRequestLifecycle = List.of(DefaultTasks.INSTANCE.getHTTP());
        settings.routes.get("/workflows/{workflow_id}/jobs", this::give);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        limits(http);
        int selectors = onSelectors ? Math.max(2, Runtime.getRuntime().availableProcessors()) : JETTY_CHOOSES;
        ServerConnector connector = new ServerConnector(server, 1, selectors, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        return connector;
    }

    private static void limits(HttpConfiguration http) {
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setOutputBufferSize(BUFFER_BYTES);
        http.setOutputAggregationSize(BUFFER_BYTES);
    }

    private void give(Context context) throws IOException {
        HttpServletResponse response = context.res();
        headers.forEach(response::setHeader);
        response.setStatus(answer.status());
        response.setContentType(answer.header("Content-Type"));
        response.getOutputStream().write(answer.body());
    }

    private static final class OnSelectors extends GracefulHandler {

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    @Override
    public void close() {
        javalin.stop();
    }
}

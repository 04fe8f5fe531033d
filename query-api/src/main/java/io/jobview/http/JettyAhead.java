package io.jobview.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What a server takes longest to load, for a process that has something else to do first. */
public final class JettyAhead {

    private JettyAhead() {}

    /** Loads it in a thread of its own; nothing depends on that. Returns the thread. */
    public static Thread load() {
        Thread loader = new Thread(JettyAhead::initialize, "jobview-load-http");
        loader.setDaemon(true);
        loader.start();
        return loader;
    }

    /** The names of all locales, the platform's beans: what static fields hold. What is made here is never started. */
    private static void initialize() {
        new Server(new QueuedThreadPool()).destroy();
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).close();
    }
}

package io.jobview.cli;

import io.jobview.cluster.Peers;
import io.jobview.config.HttpLimitSettings;
import io.jobview.config.ServiceConfig;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpLimits;
import io.jobview.http.HttpServer;
import io.jobview.view.JobView;
import io.jobview.view.ViewConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The view and the HTTP server before it, from start to clean stop. Thread-safe. */
public final class RunningService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final long VIEW_STOP_SECONDS = 8;

    private final JobView view;
    private final AutoCloseable end;
    private final HttpServer http;
    private final ServiceAuth auth;
    private final URI address;

    private RunningService(JobView view, AutoCloseable end, HttpServer http, ServiceAuth auth, URI address) {
        this.view = view;
        this.end = end;
        this.http = http;
        this.auth = auth;
        this.address = address;
    }

    /**
     * Listens and starts the view; returns before the view is ready.
     *
     * @throws io.jobview.config.ConfigException if nobody is named who may read, or tokens or certificates cannot be read
     * @throws io.jobview.http.HttpStartException if the address cannot be listened on
     */
    public static RunningService start(ServiceConfig config, ViewStarter starter) {
        ServiceAuth auth = ServiceAuth.start(config);
        try {
            return start(config, starter, auth);
        } catch (RuntimeException e) {
            auth.close();
            throw e;
        }
    }

    private static RunningService start(ServiceConfig config, ViewStarter starter, ServiceAuth auth) {
        Peers peers = ServicePeers.of(config);
        // The view connects to Kafka while the server starts, but joins its group only once the server listens: a port
        // that is
        // taken should disturb no other instance.
        CompletableFuture<URI> reachable = new CompletableFuture<>();
        ViewStarter.Started started = starter.start(viewConfig(config), reachable);
        try {
            HttpServer http = HttpServer.start(
                    new HttpConfig(config.httpHost(), config.httpPort(), limits(config.httpLimits()))
                            .withOrigins(config.corsOrigins())
                            .with(ServiceTls.key(config.tls())),
                    started.view(),
                    peers,
                    auth.authenticator());
            reachable.complete(advertised(config, http.port()));
            if (peers != null) {
                SelfRequests.start(peers, url(config, reachable(config.httpHost()), http.port()));
            }
            return new RunningService(
                    started.view(), started.end(), http, auth, url(config, config.httpHost(), http.port()));
        } catch (RuntimeException e) {
            end(started.end());
            throw e;
        }
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    public JobView view() {
        return view;
    }

    /** Stops taking requests, answers those under way, then ends the view; takes some ten seconds at most. */
    @Override
    public void close() {
        http.close();
        auth.close();
        Thread ending = new Thread(() -> end(end), "jobview-stop");
        ending.setDaemon(true);
        ending.start();
        try {
            ending.join(TimeUnit.SECONDS.toMillis(VIEW_STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ending.isAlive()) {
            LOG.warn("the view did not stop in {} s; it is left as after a crash", VIEW_STOP_SECONDS);
        }
    }

    private static void end(AutoCloseable view) {
        try {
            view.close();
        } catch (Exception e) {
            LOG.warn("the view did not stop cleanly", e);
        }
    }

    private static ViewConfig viewConfig(ServiceConfig config) {
        return new ViewConfig(
                config.applicationId(),
                config.eventsTopic(),
                config.stateDir(),
                advertised(config, config.httpPort()),
                config.standbys(),
                config.maxStandbyStaleness(),
                config.streamThreads(),
                config.memoryBytes(),
                config.rowBytes(),
                config.kafka());
    }

    private static URI advertised(ServiceConfig config, int port) {
        URI set = config.advertisedUrl();
        return set == null ? url(config, reachable(config.httpHost()), port) : set;
    }

    private static HttpLimits limits(HttpLimitSettings settings) {
        return new HttpLimits(
                settings.maxConcurrent(),
                settings.maxQueued(),
                settings.maxConnections(),
                settings.idleTimeout(),
                settings.headTimeout(),
                settings.writeTimeout(),
                settings.drain());
    }

    /** Other instances cannot connect to the address that means every address. */
    private static String reachable(String host) {
        try {
            return EVERY_ADDRESS.contains(host) ? InetAddress.getLocalHost().getHostAddress() : host;
        } catch (UnknownHostException e) {
            return host;
        }
    }

    private static URI url(ServiceConfig config, String host, int port) {
        boolean bareV6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        return URI.create(
                (config.tls().isOn() ? "https://" : "http://") + (bareV6 ? "[" + host + "]" : host) + ":" + port);
    }
}

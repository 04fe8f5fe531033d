package io.jobview.http;

import io.jobview.cluster.PeerPath;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the service counts of itself. Jetty tells it of every request that has ended, those that it refused by itself too.
 * Every method may be called from any thread and none waits for another; a meter is made once, when first needed.
 */
final class HttpMetrics implements RequestLog {

    /** One more than the greatest status there is. */
    private static final int STATUSES = 600;

    private static final String[] METHODS = {"GET", "HEAD", "OPTIONS", "other"};
    private static final int CLASSES = STATUSES / 100;
    private static final String NO_ROUTE = "none"; // never the path itself: readers choose it, and it holds ids
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final Routes routes;
    private final MeterRegistry registry;
    private final AtomicReferenceArray<Timer> timers;
    private final AtomicReferenceArray<Counter> byStatus = new AtomicReferenceArray<>(STATUSES);

    HttpMetrics(Routes routes, MeterRegistry registry) {
        this.routes = routes;
        this.registry = registry;
        timers = new AtomicReferenceArray<>((2 * routes.all().size() + 1) * METHODS.length * CLASSES);
    }

    @Override
    public void log(Request request, Response response) {
        String path = request.getHttpURI().getPath();
        if (path != null && PeerPath.is(path) && request.getHeaders().contains(HttpServer.UNCOUNTED)) {
            return;
        }
        int status = response.getStatus() > 0 && response.getStatus() < STATUSES ? response.getStatus() : 0;
        counter(status).increment();
        int route = route(path);
        int method = 0;
        while (method < METHODS.length - 1 && !METHODS[method].equals(request.getMethod())) {
            method++;
        }
        timer(route, method, status / 100)
                .record(System.nanoTime() - request.getHeadersNanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Those that peers ask for count after the others; -1 is none. */
    private int route(@Nullable String path) {
        if (path == null || !PeerPath.is(path)) {
            return routes.indexOf(path);
        }
        int index = routes.indexOf(PeerPath.publicPath(path));
        return index < 0 ? index : routes.all().size() + index;
    }

    private String name(int route) {
        if (route < 0) {
            return NO_ROUTE;
        }
        int count = routes.all().size();
        String path = routes.all().get(route % count).path().text();
        return route < count ? path : PeerPath.of(path);
    }

    private Counter counter(int status) {
        Counter counter = byStatus.get(status);
        if (counter == null) {
            counter = Counter.builder("jobview.http.requests")
                    .description("Requests answered")
                    .tag("status", Integer.toString(status))
                    .register(registry); // gives the same one to all who ask
            byStatus.set(status, counter);
        }
        return counter;
    }

    private Timer timer(int route, int method, int statusClass) {
        int index = ((route + 1) * METHODS.length + method) * CLASSES + statusClass;
        Timer timer = timers.get(index);
        if (timer == null) {
            timer = Timer.builder("jobview.http.request.duration")
                    .description("From the end of a request's head to the last byte of its answer")
                    .tag("route", name(route))
                    .tag("method", METHODS[method])
                    .tag("status", statusClass == 0 ? NO_ROUTE : statusClass + "xx")
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
            timers.set(index, timer);
        }
        return timer;
    }
}

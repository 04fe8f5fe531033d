package io.jobview.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;

/** How busy the server is, read from its parts at each scrape. */
final class ServerGauges {

    private ServerGauges() {}

    static void addTo(MeterRegistry registry, Server server) {
        gauge(
                registry,
                server,
                "requests.in.flight",
                "Requests taken and not yet answered, those that wait too",
                at -> handler(at, GracefulHandler.class).getCurrentRequestCount());
        gauge(
                registry,
                server,
                "requests.queued",
                "Reads that wait for their turn",
                at -> at.getDescendants(QoSHandler.class).stream()
                        .mapToLong(QoSHandler::getSuspendedRequestCount)
                        .sum());
        gauge(
                registry,
                server,
                "connections",
                "Open connections",
                at -> at.getConnectors()[0].getConnectedEndPoints().size());
    }

    private static <T extends Handler> T handler(Server server, Class<T> type) {
        return server.getDescendants(type).get(0);
    }

    private static void gauge(
            MeterRegistry registry, Server server, String what, String description, ToDoubleFunction<Server> value) {
        Gauge.builder("jobview.http." + what, server, value)
                .description(description)
                .register(registry);
    }
}

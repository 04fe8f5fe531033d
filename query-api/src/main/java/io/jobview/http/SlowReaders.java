package io.jobview.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off connections that give or take bytes too slowly. Jetty's idle timeout starts anew with every byte, so a byte now
 * and then would hold a connection, and what it waits with, for ever. Looks at all connections now and then instead of
 * setting a timer for each request.
 */
final class SlowReaders extends AbstractLifeCycle implements Runnable {

    private static final long LOOK_MILLIS = 500;
    private static final String NO_CIPHER_YET = "SSL_NULL_WITH_NULL_NULL"; // as SSLEngine.getSession documents

    private final Server server;
    private final ServerConnector connector;
    private final HttpLimits limits;
    private volatile Scheduler.@Nullable Task next;

    SlowReaders(Server server, ServerConnector connector, HttpLimits limits) {
        this.server = server;
        this.connector = connector;
        this.limits = limits;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (isTooSlow(endPoint, now)) {
                endPoint.close();
            }
        }
        lookLater();
    }

    private boolean isTooSlow(EndPoint endPoint, long now) {
        Connection connection = endPoint.getConnection();
        if (connection instanceof SslConnection tls) {
            if (isHandshake(tls)) {
                return System.currentTimeMillis() - endPoint.getCreatedTimeStamp()
                        > limits.headTimeout().toMillis();
            }
            connection = tls.getSslEndPoint().getConnection();
        }
        return connection instanceof ReaderConnection reader
                && reader.isTooSlow(now, limits.headTimeout(), limits.writeTimeout());
    }

    private static boolean isHandshake(SslConnection tls) {
        return tls.getSSLEngine().getSession().getCipherSuite().equals(NO_CIPHER_YET);
    }

    private void lookLater() {
        if (isStarting() || isRunning()) {
            next = server.getScheduler().schedule(this, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}

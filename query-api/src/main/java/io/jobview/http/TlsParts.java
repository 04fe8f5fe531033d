package io.jobview.http;

import io.jobview.tls.ServerKey;
import io.jobview.tls.TlsException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate as it is in its files now: they are looked at every few seconds, and new connections get the new one. What is
 * broken or gone leaves the old one in place, and says so once.
 */
final class TlsParts extends AbstractLifeCycle implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TlsParts.class);
    private static final long LOOK_SECONDS = 5;

    private final Server server;
    private final ServerKey key;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private List<byte[]> contents;
    private String complaint = "";
    private volatile Scheduler.@Nullable Task next;

    /** @throws TlsException if the files cannot be used */
    TlsParts(Server server, ServerKey key) {
        this.server = server;
        this.key = key;
        contents = key.contents();
        use(factory);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    private void use(SslContextFactory target) {
        target.setKeyStore(key.load());
        target.setKeyStorePassword(key.password());
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
        look();
        lookLater();
    }

    /** For one thread at a time. */
    void look() {
        try {
            List<byte[]> now = key.contents();
            if (!Arrays.deepEquals(now.toArray(), contents.toArray())) {
                contents = now;
                factory.reload(this::use);
                LOG.info("the certificate of {} was read again", key);
            }
            complaint = "";
        } catch (TlsException e) {
            complain(String.valueOf(e.getMessage()));
        } catch (Exception e) { // as the reload declares
            complain("the certificate cannot be used: " + e.getMessage());
        }
    }

    private void complain(String message) {
        if (!message.equals(complaint)) {
            complaint = message;
            LOG.warn("{}; the certificate stays as it was", message);
        }
    }

    private void lookLater() {
        if (isStarting() || isRunning()) {
            next = server.getScheduler().schedule(this, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }
}

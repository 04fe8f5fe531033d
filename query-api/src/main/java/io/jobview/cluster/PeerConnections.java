package io.jobview.cluster;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The HTTP client of the peers: bare connections, nothing that a client of people does (cookies, redirects, compression). */
final class PeerConnections {

    private static final String NAME = "jobview-peers";
    private static final int SELECTORS = 1;
    private static final int THREADS = 4; // the selector, and what TLS has to compute
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Less than a server keeps a connection that is not used, or one would be chosen in the moment in which it is closed. */
    private static final Duration KEEP = Duration.ofSeconds(20);

    private PeerConnections() {}

    static HttpClient open(@Nullable SSLContext trust, int connections) {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(SELECTORS);
        connector.setConnectTimeout(CONNECT);
        connector.setIdleTimeout(KEEP);
        SslContextFactory.Client tls = new SslContextFactory.Client();
        if (trust != null) {
            tls.setSslContext(trust);
        }
        connector.setSslContextFactory(tls);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName(NAME);
        threads.setDaemon(true);
        connector.setExecutor(threads);
        HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
        // What an answer leads to waits for nothing, so the thread that reads it can do it.
        transport.setInvocationType(InvocationType.NON_BLOCKING);
        HttpClient client = new HttpClient(transport);
        client.setName(NAME);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setMaxConnectionsPerDestination(connections);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client of the peers does not start", e);
        }
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear(); // 401 and 407 mean here what they say
        return client;
    }

    static void close(HttpClient client) {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the client of the peers does not stop", e);
        }
    }
}

package io.jobview.http;

import io.javalin.util.ConcurrencyUtil;
import io.jobview.auth.Authenticator;
import io.jobview.tls.ServerKey;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;

/** The server below Javalin: its threads, its connections and what stands before the routes. */
final class JettyParts {

    static final int MAX_HEADERS = 16 * 1024;

    /** What of an answer is held until it is whole; a page of a hundred rows is some 40 KiB. */
    static final int BUFFER_BYTES = 64 * 1024;

    private static final int MIN_THREADS = 8;
    private static final int ACCEPTORS = 1;

    /** On top of the reads worked on at once: for probes, refusals and connections. */
    private static final int OTHER_THREADS = 122;

    private static final long STOP_MILLIS = 5_000;

    /**
     * What we allow Jetty to pass on, since the path is read from the raw target by {@link PathTemplate} alone and never
     * names a file: an id may hold an encoded slash, percent or backslash. What is wrong it names, where Jetty would not.
     */
    private static final UriCompliance ANY_ENCODED_ID = UriCompliance.RFC3986.with(
            "any-encoded-id",
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.SUSPICIOUS_PATH_CHARACTERS,
            Violation.ILLEGAL_PATH_CHARACTERS,
            Violation.UTF16_ENCODINGS,
            Violation.BAD_UTF8_ENCODING,
            Violation.TRUNCATED_UTF8_ENCODING,
            Violation.BAD_PERCENT_ENCODING);

    /** Where the target is absolute, Host counts for nothing (RFC 9112 section 3.2.2). */
    private static final HttpCompliance TARGET_NAMES_THE_HOST =
            HttpCompliance.RFC9110.with("target-names-the-host", HttpCompliance.Violation.MISMATCHED_AUTHORITY);

    private JettyParts() {}

    static Server server(
            HttpConfig config,
            Routes routes,
            HttpMetrics metrics,
            FrontHandler front,
            Authenticator authenticator,
            AuthGuard guard,
            PeerGuard peers,
            SelectorPages pages) {
        int threads = 2 * config.limits().maxConcurrent() + OTHER_THREADS;
        Server server = new Server(
                ConcurrencyUtil.jettyThreadPool("jobview-http", MIN_THREADS, threads, config.virtualThreads()));
        server.getMimeTypes().addAssumed(ProblemJson.CONTENT_TYPE, "utf-8"); // or Jetty would write a charset
        ExportJobs.NAMES.forEach(name -> server.getMimeTypes().addAssumed(name, "utf-8"));
        server.setErrorHandler(new ProblemErrorHandler(routes, new Origins(config.origins())));
        server.setRequestLog(metrics);
        ReadLimit readers = ReadLimit.ofReaders(routes, config.limits(), guard);
        ReadLimit others = ReadLimit.ofPeers(routes, config.limits(), peers);
        ReadLimit specification = ReadLimit.ofSpecification(routes, config.limits());
        readers.setHandler(others);
        others.setHandler(specification);
        specification.setHandler(pages);
        front.setHandler(readers);
        SelectorReads selectors = new SelectorReads(routes, authenticator, config.tls() == null);
        selectors.setHandler(front);
        server.setHandler(new GracefulHandler(selectors));
        server.setStopTimeout(STOP_MILLIS);
        return server;
    }

    static Connector connector(Server server, HttpConfiguration http, HttpConfig config) {
        http.setUriCompliance(ANY_ENCODED_ID);
        http.setHttpCompliance(TARGET_NAMES_THE_HOST);
        if (config.tls() != null) {
            // Does not compare Host with the certificate: an orchestrator asks a pod by its address.
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setOutputBufferSize(BUFFER_BYTES);
        http.setOutputAggregationSize(BUFFER_BYTES);
        ServerConnector connector =
                new ServerConnector(server, ACCEPTORS, selectors(), protocols(server, http, config.tls()));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.limits().idleTimeout().toMillis());
        server.addBean(new NetworkConnectionLimit(config.limits().maxConnections(), connector));
        server.addBean(new SlowReaders(server, connector, config.limits()));
        return connector;
    }

    /** They read the pages, so there is one for each core; and a second one, so that none stands alone. */
    private static int selectors() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    private static ConnectionFactory[] protocols(Server server, HttpConfiguration http, @Nullable ServerKey key) {
        ReaderConnections readers = new ReaderConnections(http);
        if (key == null) {
            return new ConnectionFactory[] {readers};
        }
        TlsParts tls = new TlsParts(server, key);
        server.addBean(tls);
        return new ConnectionFactory[] {new SslConnectionFactory(tls.factory(), readers.getProtocol()), readers};
    }

    private static final class ReaderConnections extends HttpConnectionFactory {

        ReaderConnections(HttpConfiguration http) {
            super(http);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            return configure(new ReaderConnection(getHttpConfiguration(), connector, endPoint), connector, endPoint);
        }
    }
}

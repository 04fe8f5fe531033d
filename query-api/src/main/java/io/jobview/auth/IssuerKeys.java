package io.jobview.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys: fetched at the start and then ahead of their end in the background, at once when a token names a key that
 * is not among them, and kept through an outage. Thread-safe.
 */
final class IssuerKeys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final JwksEndpoint endpoint;
    private final JWKSource<SecurityContext> source;
    private final Executor work;
    private final Duration fresh;
    private final Duration outage;
    private final AtomicBoolean fetching = new AtomicBoolean();

    private IssuerKeys(JwksEndpoint endpoint, JWKSource<SecurityContext> source, Executor work, JwksTiming timing) {
        this.endpoint = endpoint;
        this.source = source;
        this.work = work;
        this.fresh = timing.fresh();
        this.outage = timing.outage();
    }

    /** Returns at once; the first fetch goes on in the background, and whether it works is seen at the first token. */
    static IssuerKeys start(URI url, JwksTiming timing) {
        JwksEndpoint endpoint = new JwksEndpoint(url, timing.deadline());
        ExecutorService work = Executors.newSingleThreadExecutor(IssuerKeys::thread);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(IssuerKeys::thread);
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(endpoint)
                .cache(timing.fresh().toMillis(), 2 * timing.deadline().toMillis())
                .refreshAheadCache(timing.ahead().toMillis(), null, work, true, clock, true)
                .rateLimited(timing.interval().toMillis())
                .outageTolerant(timing.outage().toMillis())
                .build();
        IssuerKeys keys = new IssuerKeys(endpoint, source, work, timing);
        work.execute(keys::fetch);
        return keys;
    }

    /** All that can be had; who asks may wait for the issuer. */
    JWKSource<SecurityContext> source() {
        return source;
    }

    /** Those that are here; asking waits for nobody. Once they are old they are fetched anew meanwhile. */
    JWKSource<SecurityContext> known() {
        return (selector, context) -> {
            Instant last = endpoint.lastFetched();
            if (last == null || !Instant.now().isBefore(last.plus(outage))) {
                return List.of();
            }
            if (Instant.now().isAfter(last.plus(fresh)) && fetching.compareAndSet(false, true)) {
                work.execute(this::fetch);
            }
            return selector.select(endpoint.known());
        };
    }

    /** Whether there are keys, be they those of before an outage. */
    boolean areKnown() {
        Instant last = endpoint.lastFetched();
        return last != null && Instant.now().isBefore(last.plus(outage));
    }

    private void fetch() {
        try {
            source.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
        } catch (KeySourceException e) {
            LOG.debug("no keys now", e); // the endpoint has said so
        } finally {
            fetching.set(false);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "jobview-jwks");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        try {
            if (source instanceof Closeable closeable) {
                closeable.close();
            }
        } catch (IOException e) {
            LOG.debug("the key source did not close", e);
        }
    }
}

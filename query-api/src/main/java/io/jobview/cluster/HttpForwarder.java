package io.jobview.cluster;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/** Asks over HTTP/1.1 with kept connections and signs what it asks. Thread-safe; ends its threads when it is closed. */
public final class HttpForwarder implements Forwarder {

    /** So that one peer that hangs cannot take every thread that serves our own partitions. */
    private static final int MAX_AT_ONCE = 64;

    /** These hold no thread, and leave those that do their own room. */
    private static final int MAX_WAITING = 512;

    private static final Duration IDLE = Duration.ofSeconds(15);

    private final PeerSecret secret;
    private final HttpClient client;
    private final Alarms alarms = new Alarms();
    private final Duration idle;
    private final Clock clock;
    private final Map<URI, Semaphore> freeNow = new ConcurrentHashMap<>();
    private final Map<URI, Semaphore> freeToWait = new ConcurrentHashMap<>();

    /** @param trust whom to believe behind {@code https}; null: whom the JVM believes */
    public HttpForwarder(PeerSecret secret, @Nullable SSLContext trust) {
        this(secret, trust, IDLE, Clock.systemUTC());
    }

    /** @param idle how long an export may pause */
    HttpForwarder(PeerSecret secret, @Nullable SSLContext trust, Duration idle, Clock clock) {
        this.secret = secret;
        this.idle = idle;
        this.clock = clock;
        client = PeerConnections.open(trust, MAX_AT_ONCE + MAX_WAITING);
    }

    @Override
    public CompletableFuture<Forwarded> forward(URI peer, PeerRequest request) {
        Semaphore free = (request.waits() ? freeToWait : freeNow)
                .computeIfAbsent(peer, uri -> new Semaphore(request.waits() ? MAX_WAITING : MAX_AT_ONCE));
        if (!free.tryAcquire()) {
            return CompletableFuture.completedFuture(new Forwarded.Unreachable("too many requests wait for " + peer));
        }
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable release = () -> {
            if (held.compareAndSet(true, false)) {
                free.release();
            }
        };
        CompletableFuture<Forwarded> answer = new CompletableFuture<>();
        // The client's own timeout would end an export too; ours ends with the head of it, and with the last byte of a
        // page.
        Alarms.Alarm late = alarms.in(
                request.within(),
                () -> answer.complete(new Forwarded.Unreachable(
                        "no answer from " + peer + " in " + request.within().toMillis() + " ms")));
        Request asked = signed(peer, request);
        answer.whenComplete((outcome, failure) -> {
            late.cancel();
            if (outcome instanceof Forwarded.Streaming streaming) {
                streaming.body().onClose(release);
            } else {
                release.run();
                if (!(outcome instanceof Forwarded.Answered)) {
                    asked.abort(new CancellationException("nobody waits for it"));
                }
            }
        });
        asked.send(new PeerAnswer(peer, idle, answer));
        return answer;
    }

    private Request signed(URI peer, PeerRequest request) {
        String base = peer.toString();
        String origin = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        String target = PeerPath.of(request.target());
        return client.newRequest(URI.create(origin + target)).headers(headers -> {
            request.headers().forEach(headers::put);
            headers.put(PeerSecret.HEADER, secret.sign("GET", target, clock.instant()));
        });
    }

    @Override
    public void close() {
        PeerConnections.close(client);
        alarms.close();
    }
}

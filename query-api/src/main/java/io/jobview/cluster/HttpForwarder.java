package io.jobview.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks over HTTP/1.1 with kept connections and signs what it asks. Thread-safe. */
public final class HttpForwarder implements Forwarder {

    /** What concerns one connection only (RFC 9110 section 7.6.1), or is made anew for the next. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "date",
            "server");

    /** So that one peer that hangs cannot take every thread that serves our own partitions. */
    private static final int MAX_AT_ONCE = 64;

    /** These hold no thread, and leave those that do their own room. */
    private static final int MAX_WAITING = 512;

    private static final Duration IDLE = Duration.ofSeconds(15);

    private final PeerSecret secret;
    private final HttpClient client;
    private final Duration idle;
    private final Clock clock;
    private final Map<URI, Semaphore> freeNow = new ConcurrentHashMap<>();
    private final Map<URI, Semaphore> freeToWait = new ConcurrentHashMap<>();

    /** Bodies as they come: whole where the length is known, so that a page is passed on complete or not at all. */
    sealed interface Body permits Whole, ForwardedStream {}

    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    private record Whole(byte[] bytes) implements Body {}

    /** @param trust whom to believe behind {@code https}; null: whom the JVM believes */
    public HttpForwarder(PeerSecret secret, @Nullable SSLContext trust) {
        this(secret, trust, IDLE, Clock.systemUTC());
    }

    /** @param idle how long an export may pause */
    HttpForwarder(PeerSecret secret, @Nullable SSLContext trust, Duration idle, Clock clock) {
        this.secret = secret;
        this.idle = idle;
        this.clock = clock;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
        client = (trust == null ? builder : builder.sslContext(trust)).build();
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
        CompletableFuture<HttpResponse<Body>> asked = client.sendAsync(signed(peer, request), this::body);
        CompletableFuture<Forwarded> answer = new CompletableFuture<>();
        asked.whenComplete((response, failure) -> {
            Forwarded outcome = failure == null ? answered(peer, response) : failed(peer, failure);
            if (outcome instanceof Forwarded.Streaming streaming) {
                streaming.body().onClose(release);
            }
            if (!answer.complete(outcome)) {
                outcome.drop(); // too late, nobody reads it
            }
        });
        // The client's own timeout ends with the head of the answer; ours covers a whole body too.
        answer.completeOnTimeout(
                new Forwarded.Unreachable(
                        "no answer from " + peer + " in " + request.within().toMillis() + " ms"),
                request.within().toNanos(),
                TimeUnit.NANOSECONDS);
        answer.whenComplete((outcome, failure) -> {
            if (!(outcome instanceof Forwarded.Streaming)) {
                release.run();
                asked.cancel(true);
            }
        });
        return answer;
    }

    private HttpRequest signed(URI peer, PeerRequest request) {
        String base = peer.toString();
        String origin = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        String target = PeerPath.of(request.target());
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(origin + target));
        request.headers().forEach(asked::header);
        return asked.header(PeerSecret.HEADER, secret.sign("GET", target, clock.instant()))
                .build();
    }

    private BodySubscriber<Body> body(ResponseInfo head) {
        return head.headers().firstValue("Transfer-Encoding").isPresent()
                ? new ForwardedStream(idle)
                : BodySubscribers.mapping(BodySubscribers.ofByteArray(), Whole::new);
    }

    /** The client has made all names small; readers see ours as they are in the contract. */
    private static String capitalized(String name) {
        StringBuilder text = new StringBuilder(name);
        for (int i = 0; i < text.length(); i++) {
            if (i == 0 || text.charAt(i - 1) == '-') {
                text.setCharAt(i, Character.toUpperCase(text.charAt(i)));
            }
        }
        return text.toString();
    }

    private static Forwarded failed(URI peer, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean untrusted = cause instanceof SSLException || failure instanceof SSLException;
        return new Forwarded.Unreachable(
                untrusted ? "no TLS with " + peer + ": " + cause.getMessage() : "cannot reach " + peer);
    }

    private static Forwarded answered(URI peer, HttpResponse<Body> response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(capitalized(name), String.join(", ", values));
            }
        });
        int status = response.statusCode();
        Forwarded answer = response.body() instanceof ForwardedStream stream
                ? new Forwarded.Streaming(status, headers, stream)
                : new Forwarded.Answered(status, headers, ((Whole) response.body()).bytes());
        if (status == 401 || status == 403) { // of the asking instance, not of its reader, who was checked at the door
            answer.drop();
            return new Forwarded.Unreachable(
                    peer + " does not take this instance for a peer: the secrets or the clocks differ");
        }
        return answer;
    }
}

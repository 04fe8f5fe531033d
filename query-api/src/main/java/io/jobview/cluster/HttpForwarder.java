package io.jobview.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks over HTTP/1.1 with kept connections. Thread-safe. */
public final class HttpForwarder implements Forwarder {

    /** What of the owner's answer is passed on. */
    private static final List<String> PASSED_ON = List.of(
            "Content-Type",
            "Cache-Control",
            "ETag",
            "Vary",
            "Link",
            "Preference-Applied",
            "Retry-After",
            "WWW-Authenticate",
            "View-Position",
            "View-Lag-Seconds");

    /** So that an owner that hangs cannot take every thread that serves our own partitions. */
    private static final int MAX_AT_ONCE = 64;

    /** These hold no thread, and leave those that do their own room. */
    private static final int MAX_WAITING = 512;

    private static final Duration IDLE = Duration.ofSeconds(15);

    private final HttpClient client;
    private final Duration deadline;
    private final Duration idle;
    private final Semaphore free = new Semaphore(MAX_AT_ONCE);
    private final Semaphore freeToWait = new Semaphore(MAX_WAITING);

    /** Bodies as they come: whole where the length is known, so that a page is passed on complete or not at all. */
    sealed interface Body permits Whole, ForwardedStream {}

    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    private record Whole(byte[] bytes) implements Body {}

    /** @param deadline from asking to the last byte of the answer, or to the first of an export */
    public HttpForwarder(Duration deadline) {
        this(deadline, IDLE);
    }

    /** @param idle how long an export may pause */
    HttpForwarder(Duration deadline, Duration idle) {
        this.deadline = deadline;
        this.idle = idle;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadline)
                .build();
    }

    @Override
    public Forwarded forward(URI owner, String target, Map<String, String> headers) {
        CompletableFuture<Forwarded> answer = start(free, owner, target, headers, deadline);
        try {
            return answer.get();
        } catch (ExecutionException | CancellationException e) {
            return new Forwarded.Unreachable("cannot reach " + owner);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.complete(new Forwarded.Unreachable("stopping"));
            return answer.join();
        }
    }

    @Override
    public CompletableFuture<Forwarded> start(URI owner, String target, Map<String, String> headers, Duration wait) {
        return start(freeToWait, owner, target, headers, deadline.plus(wait));
    }

    private CompletableFuture<Forwarded> start(
            Semaphore permits, URI owner, String target, Map<String, String> headers, Duration within) {
        if (!permits.tryAcquire()) {
            return CompletableFuture.completedFuture(new Forwarded.Unreachable("too many requests wait for " + owner));
        }
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable release = () -> {
            if (held.compareAndSet(true, false)) {
                permits.release();
            }
        };
        CompletableFuture<HttpResponse<Body>> asked = client.sendAsync(request(owner, target, headers), this::body);
        CompletableFuture<Forwarded> answer = new CompletableFuture<>();
        asked.whenComplete((response, failure) -> {
            Forwarded outcome =
                    failure == null ? answered(response) : new Forwarded.Unreachable("cannot reach " + owner);
            if (outcome instanceof Forwarded.Streaming streaming) {
                streaming.body().onClose(release);
            }
            if (!answer.complete(outcome) && outcome instanceof Forwarded.Streaming late) {
                late.body().close();
            }
        });
        // The client's own timeout ends with the head of the answer; ours covers a whole body too.
        answer.completeOnTimeout(
                new Forwarded.Unreachable("no answer from " + owner + " in " + within.toMillis() + " ms"),
                within.toNanos(),
                TimeUnit.NANOSECONDS);
        answer.whenComplete((outcome, failure) -> {
            if (!(outcome instanceof Forwarded.Streaming)) {
                release.run();
                asked.cancel(true);
            }
        });
        return answer;
    }

    private static HttpRequest request(URI owner, String path, Map<String, String> headers) {
        String base = owner.toString();
        URI target = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        HttpRequest.Builder asked = HttpRequest.newBuilder(target).header(FORWARDED_HEADER, "1");
        headers.forEach(asked::header);
        return asked.build();
    }

    private BodySubscriber<Body> body(ResponseInfo head) {
        return head.headers().firstValue("Transfer-Encoding").isPresent()
                ? new ForwardedStream(idle)
                : BodySubscribers.mapping(BodySubscribers.ofByteArray(), Whole::new);
    }

    private static Forwarded answered(HttpResponse<Body> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : PASSED_ON) {
            response.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        Body body = response.body();
        if (body instanceof ForwardedStream stream) {
            return new Forwarded.Streaming(response.statusCode(), headers, stream);
        }
        return new Forwarded.Answered(response.statusCode(), headers, ((Whole) body).bytes());
    }
}

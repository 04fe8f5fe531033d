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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks over HTTP/1.1 with kept connections. Thread-safe. */
public final class HttpForwarder implements Forwarder {

    /** What of the owner's answer is passed on. */
    private static final List<String> PASSED_ON = List.of(
            "Content-Type",
            "Cache-Control",
            "Retry-After",
            "WWW-Authenticate",
            "Link",
            "Vary",
            "View-Position",
            "View-Lag-Seconds");

    /** So that an owner that hangs cannot take every thread that serves our own partitions. */
    private static final int MAX_AT_ONCE = 64;

    private static final Duration IDLE = Duration.ofSeconds(15);

    private final HttpClient client;
    private final Duration deadline;
    private final Duration idle;
    private final Semaphore free = new Semaphore(MAX_AT_ONCE);

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
        if (!free.tryAcquire()) {
            return new Forwarded.Unreachable("too many requests wait for " + owner);
        }
        boolean over = true;
        try {
            Forwarded outcome = ask(owner, target, headers);
            if (outcome instanceof Forwarded.Streaming streaming) {
                streaming.body().onClose(free::release);
                over = false;
            }
            return outcome;
        } finally {
            if (over) {
                free.release();
            }
        }
    }

    private Forwarded ask(URI owner, String path, Map<String, String> headers) {
        String base = owner.toString();
        URI target = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        HttpRequest.Builder asked = HttpRequest.newBuilder(target).header(FORWARDED_HEADER, "1");
        headers.forEach(asked::header);
        // The client's own timeout ends with the head of the answer; ours covers a whole body too.
        CompletableFuture<HttpResponse<Body>> answer = client.sendAsync(asked.build(), this::body);
        try {
            return answered(answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return unreachable(answer, "no answer from " + owner + " in " + deadline.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Forwarded.Unreachable("cannot reach " + owner);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable(answer, "stopping");
        }
    }

    private static Forwarded unreachable(CompletableFuture<HttpResponse<Body>> answer, String reason) {
        answer.cancel(true);
        answer.thenAccept(HttpForwarder::drop); // it may just have come
        return new Forwarded.Unreachable(reason);
    }

    private static void drop(HttpResponse<Body> late) {
        if (late.body() instanceof ForwardedStream stream) {
            stream.close();
        }
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

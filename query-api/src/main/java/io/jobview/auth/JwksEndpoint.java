package io.jobview.auth;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the issuer's keys, and logs when that begins to fail and when it works again. Thread-safe. */
final class JwksEndpoint implements JWKSetSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(JwksEndpoint.class);
    private static final int MOST_BYTES = 1 << 20;

    private final URI url;
    private final Duration deadline;
    private final HttpClient client;
    private volatile boolean failing;
    private volatile List<String> passedOver = List.of();
    private volatile JWKSet known = new JWKSet();
    private volatile @Nullable Instant lastFetched;

    JwksEndpoint(URI url, Duration deadline) {
        this.url = url;
        this.deadline = deadline;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(deadline)
                .build();
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            PublishedKeys published = PublishedKeys.parse(fetch());
            if (failing) {
                failing = false;
                LOG.info("{} gives keys again", url);
            }
            tell(published.passedOver());
            known = published.usable();
            lastFetched = Instant.now();
            return published.usable();
        } catch (IOException | ParseException e) {
            if (!failing && !Thread.currentThread().isInterrupted()) { // or the service is stopping
                failing = true;
                LOG.warn("cannot fetch the keys of JWTs from {}: {}", url, e.getMessage());
            }
            throw new JWKSetUnavailableException(e.getMessage(), e);
        }
    }

    private void tell(List<String> now) {
        if (!now.equals(passedOver)) {
            passedOver = now;
            now.forEach(key -> LOG.warn("{} gives a key that is passed over, {}", url, key));
        }
    }

    /** The keys that were had last; none before the first time. */
    JWKSet known() {
        return known;
    }

    /** When keys were last had; null if never. */
    @Nullable
    Instant lastFetched() {
        return lastFetched;
    }

    private String fetch() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        // The client's own timeout ends with the head of the answer; ours covers its body too.
        CompletableFuture<HttpResponse<Bounded>> answer = client.sendAsync(request, head -> {
            Bounded body = new Bounded();
            return BodySubscribers.mapping(
                    BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(body::add)), done -> body);
        });
        try {
            HttpResponse<Bounded> response = answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return response.body().text();
        } catch (TimeoutException e) {
            throw new IOException("no whole answer in " + deadline.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopping", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof ConnectException) { // the client gives it no message
            return "nobody listens there";
        }
        return cause == null || cause.getMessage() == null ? "no answer" : cause.getMessage();
    }

    @Override
    public void close() {
        // The client ends by itself when nothing refers to it.
    }

    /** A body that does not fill the heap, however long it is. */
    private static final class Bounded {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean tooLong;

        void add(byte[] part) {
            if (bytes.size() + part.length > MOST_BYTES) {
                tooLong = true;
            } else {
                bytes.writeBytes(part);
            }
        }

        String text() throws IOException {
            if (tooLong) {
                throw new IOException("the answer is longer than " + MOST_BYTES + " bytes");
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}

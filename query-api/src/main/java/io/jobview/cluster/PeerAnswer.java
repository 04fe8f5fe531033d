package io.jobview.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * Makes an outcome of what a peer answers: whole where the length is known, so that a page is passed on complete or not at all, else as
 * it comes. Called by the client's threads.
 */
final class PeerAnswer implements Response.Listener {

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

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int BUSY = 429;
    private static final int UNAVAILABLE = 503;

    private static final int MOST_BYTES = 64 << 20;

    private final URI peer;
    private final Duration idle;
    private final CompletableFuture<Forwarded> outcome;

    /** @param idle how long an export may pause */
    PeerAnswer(URI peer, Duration idle, CompletableFuture<Forwarded> outcome) {
        this.peer = peer;
        this.idle = idle;
        this.outcome = outcome;
    }

    @Override
    public void onContentSource(Response response, Content.Source source) {
        if (response.getStatus() != OK || !response.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            // A failure comes to onComplete too.
            Content.Source.asByteArrayAsync(
                    source,
                    MOST_BYTES,
                    Promise.Invocable.from(InvocationType.NON_BLOCKING, body -> end(response, body), failure -> {}));
            return;
        }
        ForwardedStream body = new ForwardedStream(source, idle);
        if (!outcome.complete(new Forwarded.Streaming(response.getStatus(), headers(response), body))) {
            body.close(); // too late, nobody reads it
        }
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (failure == null) {
            end(result.getResponse(), new byte[0]); // unless its body has ended it
            return;
        }
        Throwable cause = failure.getCause();
        SSLException untrusted =
                failure instanceof SSLException direct ? direct : cause instanceof SSLException behind ? behind : null;
        outcome.complete(new Forwarded.Unreachable(
                untrusted == null ? "cannot reach " + peer : "no TLS with " + peer + ": " + untrusted.getMessage()));
    }

    private void end(Response response, byte[] body) {
        int status = response.getStatus();
        boolean passedOn = status == OK
                || status == NOT_MODIFIED
                || status == BUSY
                || status == UNAVAILABLE
                || ReadersFault.is(body);
        outcome.complete(
                passedOn
                        ? new Forwarded.Answered(status, headers(response), body)
                        : new Forwarded.Unreachable(peer + reason(status)));
    }

    /** Nothing of it is about the reader, who was checked at the door. */
    private static String reason(int status) {
        return status == 401 || status == 403
                ? " does not take this instance for a peer: the secrets or the clocks differ"
                : " answers with status " + status + ", which is not about the request of the reader";
    }

    private static Map<String, String> headers(Response response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : response.getHeaders()) {
            if (!NOT_PASSED_ON.contains(field.getName().toLowerCase(Locale.ROOT))) {
                headers.merge(field.getName(), field.getValue(), (one, other) -> one + ", " + other);
            }
        }
        return headers;
    }
}

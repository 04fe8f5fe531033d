package io.jobview.http;

import io.jobview.cluster.Copies;
import io.jobview.cluster.Forwarded;
import io.jobview.cluster.ForwardedStream;
import io.jobview.cluster.Peers;
import io.jobview.cluster.RequestTarget;
import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all reads of one workflow have in common: the headers that say how fresh the answer is, and what happens when another
 * instance owns the workflow or nobody can answer yet. Thread-safe.
 */
final class ReadAnswers {

    /** To be kept by nobody but the reader, and asked for again by its tag. */
    static final String CACHE_CONTROL = "private, no-cache";

    static final String VARY = "Accept, Authorization";

    private static final Logger LOG = LoggerFactory.getLogger(ReadAnswers.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** What of a reader's request goes with it: all that the answer depends on, and nothing that says who asks. */
    private static final List<String> SENT_ON =
            List.of("Accept", "If-None-Match", WantedFreshness.AT_LEAST, WantedFreshness.MAX_STALENESS);

    /** What the owner answered, of a request that waited for it. */
    private static final String FORWARDED = ReadAnswers.class.getName() + ".forwarded";

    private final @Nullable Peers peers;

    /** @param peers the other instances; null when there is only this one */
    ReadAnswers(@Nullable Peers peers) {
        this.peers = peers;
    }

    /** Writes what was found; the headers of freshness are already set. */
    @FunctionalInterface
    interface Body<T> {
        void write(HttpServletResponse response, T value) throws IOException;
    }

    /** @throws ProblemException when there is no answer now */
    <T> void answer(HttpServletRequest request, HttpServletResponse response, ReadResult<T> result, Body<T> body)
            throws IOException {
        answer(request, response, result, Duration.ZERO, () -> result, body);
    }

    /**
     * Answers a reader from the owner, wherever that is, or from a copy when that one cannot; a peer from here alone.
     *
     * @param wait how long the request may wait in all for the freshness that it asks for
     * @param copy reads what this instance has, be it a copy
     * @throws ProblemException when there is no answer now
     */
    <T> void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            ReadResult<T> result,
            Duration wait,
            Supplier<ReadResult<T>> copy,
            Body<T> body)
            throws IOException {
        if (result instanceof ReadResult.Elsewhere<T> elsewhere && !PeerGuard.isFromPeer(request)) {
            elsewhere(request, response, elsewhere, wait, copy, body);
        } else {
            here(response, result, body);
        }
    }

    private static <T> void here(HttpServletResponse response, ReadResult<T> result, Body<T> body) throws IOException {
        if (result instanceof ReadResult.Served<T> served) {
            freshness(response, served.position(), served.lag());
            response.setHeader("Cache-Control", CACHE_CONTROL);
            response.setHeader("Vary", VARY);
            body.write(response, served.value());
        } else if (result instanceof ReadResult.Behind<T> behind) {
            freshness(response, behind.position(), behind.lag());
            throw new ProblemException(Problems.viewBehind(behind.position(), behind.lag(), RETRY_AFTER));
        } else if (result instanceof ReadResult.NotReady<T> notReady) {
            throw new ProblemException(Problems.notReady(notReady.reason(), notReady.retryAfter()));
        } else {
            throw new ProblemException(Problems.notReady("another instance is taking this workflow over", RETRY_AFTER));
        }
    }

    private static void freshness(HttpServletResponse response, ViewPosition position, @Nullable Duration lag) {
        String text = position.toString();
        if (!text.isEmpty()) {
            response.setHeader(Answer.VIEW_POSITION, text);
        }
        if (lag != null) {
            response.setHeader(Answer.VIEW_LAG, Answer.seconds(lag));
        }
    }

    private <T> void elsewhere(
            HttpServletRequest request,
            HttpServletResponse response,
            ReadResult.Elsewhere<T> elsewhere,
            Duration wait,
            Supplier<ReadResult<T>> copy,
            Body<T> body)
            throws IOException {
        Duration left = Waits.left(request, wait);
        Forwarded outcome = request.getAttribute(FORWARDED) instanceof Forwarded known ? known : null;
        if (outcome == null) {
            Copies copies = new Copies(addresses(elsewhere), () -> lookAt(copy.get()));
            if (peers == null) {
                outcome = alone(copies);
            } else if (!mayWait(request, left) || !startWait(peers, request, response, copies, left)) {
                outcome = peers.ask(copies, target(request), headers(request, Duration.ZERO));
            }
        }
        if (outcome != null && !outcome.isGood() && !outcome.isBehind() && Waits.askAnew(request, wait)) {
            request.removeAttribute(FORWARDED);
            return;
        }
        if (outcome instanceof Forwarded.Here) {
            here(response, copy.get(), body);
        } else if (outcome != null) {
            passOn(request, response, outcome);
        }
    }

    /** Whether the owner is asked without a thread that waits for it: for that others may be in its place. */
    private static boolean mayWait(HttpServletRequest request, Duration wait) {
        return !wait.isZero() || SelectorReads.isOn(request);
    }

    private static boolean startWait(
            Peers peers, HttpServletRequest request, HttpServletResponse response, Copies copies, Duration wait) {
        String target = target(request);
        Map<String, String> headers = headers(request, wait);
        return Waits.ask(request, wake -> {
            CompletableFuture<Forwarded> answer = peers.askAndWait(copies, target, headers, wait);
            answer.thenAccept(outcome -> {
                // To wake another thread takes as long as a page.
                if (outcome.isGood() && outcome.bytes() < JettyParts.BUFFER_BYTES) {
                    wake.here(() -> {
                        passOn(request, response, outcome);
                        return false;
                    });
                } else {
                    request.setAttribute(FORWARDED, outcome);
                    wake.run();
                }
            });
            return () -> answer.cancel(true);
        });
    }

    private static Forwarded lookAt(ReadResult<?> copy) {
        if (copy instanceof ReadResult.Served<?> served) {
            if (served.value() instanceof AutoCloseable unused) {
                close(unused); // an export; it is begun anew if it is wanted
            }
            return new Forwarded.Here();
        }
        return new Forwarded.Unreachable("no instance with a copy of this workflow answers now");
    }

    private static void close(AutoCloseable export) {
        try {
            export.close();
        } catch (Exception e) {
            LOG.warn("an export was not closed", e);
        }
    }

    private static Forwarded alone(Copies copies) {
        return copies.here().get() instanceof Forwarded.Here here
                ? here
                : new Forwarded.Unreachable(
                        "another instance has this workflow, and this one has no peers: peer.secret is not set");
    }

    private static List<URI> addresses(ReadResult.Elsewhere<?> elsewhere) {
        return Stream.concat(Stream.of(elsewhere.owner()), elsewhere.standbys().stream())
                .distinct()
                .toList();
    }

    /** Whether another instance has been asked for it, and its answer is still to be given. */
    static boolean isForwarded(HttpServletRequest request) {
        return request.getAttribute(FORWARDED) != null;
    }

    static String target(HttpServletRequest request) {
        return RequestTarget.of(request.getRequestURI(), request.getQueryString());
    }

    /** @param wait how long who is asked may wait */
    private static Map<String, String> headers(HttpServletRequest request, Duration wait) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : SENT_ON) {
            String value = WantedFreshness.header(request, name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        if (!wait.isZero()) {
            headers.put(Prefer.PREFER, Prefer.wait(wait));
        }
        return headers;
    }

    private static void passOn(HttpServletRequest request, HttpServletResponse response, Forwarded outcome)
            throws IOException {
        if (outcome instanceof Forwarded.Answered answer) {
            head(response, answer.status(), answer.headers());
            if (answer.status() != HttpServletResponse.SC_NOT_MODIFIED) { // its length would be that of the whole
                Answer.write(response, ByteBuffer.wrap(answer.body()));
            }
        } else if (outcome instanceof Forwarded.Streaming answer) {
            passOn(request, response, answer);
        } else if (outcome instanceof Forwarded.Unreachable unreachable) {
            throw new ProblemException(Problems.notReady(unreachable.reason(), RETRY_AFTER));
        }
    }

    private static void head(HttpServletResponse response, int status, Map<String, String> headers) {
        response.setContentType(null); // or the owner's gets the charset that Jetty assumed for ours
        headers.forEach(response::setHeader);
        response.setStatus(status);
    }

    private static void passOn(HttpServletRequest request, HttpServletResponse response, Forwarded.Streaming answer) {
        try (ForwardedStream body = answer.body()) {
            head(response, answer.status(), answer.headers());
            if (request.getMethod().equals("HEAD")) {
                response.flushBuffer(); // its length is not known
            } else {
                body.writeTo(response.getOutputStream());
            }
        } catch (IOException e) {
            LOG.debug("a forwarded export was cut", e); // its reader sees that the last line is missing
        }
    }
}

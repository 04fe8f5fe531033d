package io.jobview.http;

import io.jobview.cluster.Forwarded;
import io.jobview.cluster.ForwardedStream;
import io.jobview.cluster.Forwarder;
import io.jobview.cluster.RequestTarget;
import io.jobview.query.ViewPosition;
import io.jobview.view.ReadResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all reads of one workflow have in common: the headers that say how fresh the answer is, and what happens when another
 * instance owns the workflow or nobody can answer yet. Thread-safe.
 */
final class ReadAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ReadAnswers.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** What of a reader's request goes with it to the owner. */
    private static final List<String> SENT_ON = List.of(
            "Authorization",
            "Accept",
            "If-None-Match",
            WantedFreshness.AT_LEAST,
            WantedFreshness.MAX_STALENESS,
            Prefer.PREFER);

    /** What the owner answered, of a request that waited for it. */
    private static final String FORWARDED = ReadAnswers.class.getName() + ".forwarded";

    private final @Nullable Forwarder forwarder;

    /** @param forwarder asks the owner; null when there is only this instance */
    ReadAnswers(@Nullable Forwarder forwarder) {
        this.forwarder = forwarder;
    }

    /** Writes what was found; the headers of freshness are already set. */
    @FunctionalInterface
    interface Body<T> {
        void write(HttpServletResponse response, T value) throws IOException;
    }

    /** @throws ProblemException when there is no answer now */
    <T> void answer(HttpServletRequest request, HttpServletResponse response, ReadResult<T> result, Body<T> body)
            throws IOException {
        answer(request, response, result, Duration.ZERO, body);
    }

    /**
     * @param wait how long the owner may wait for the freshness that the request asks of it
     * @throws ProblemException when there is no answer now
     */
    <T> void answer(
            HttpServletRequest request, HttpServletResponse response, ReadResult<T> result, Duration wait, Body<T> body)
            throws IOException {
        if (result instanceof ReadResult.Served<T> served) {
            freshness(response, served.position(), served.lag());
            response.setHeader("Cache-Control", "private, no-cache");
            response.setHeader("Vary", "Accept, Authorization");
            body.write(response, served.value());
        } else if (result instanceof ReadResult.Behind<T> behind) {
            freshness(response, behind.position(), behind.lag());
            throw new ProblemException(Problems.viewBehind(behind.position(), behind.lag(), RETRY_AFTER));
        } else if (result instanceof ReadResult.NotReady<T> notReady) {
            throw new ProblemException(Problems.notReady(notReady.reason(), notReady.retryAfter()));
        } else if (result instanceof ReadResult.Elsewhere<T> elsewhere) {
            forward(request, response, elsewhere, wait);
        }
    }

    private static void freshness(HttpServletResponse response, ViewPosition position, Duration lag) {
        String text = position.toString();
        if (!text.isEmpty()) {
            response.setHeader(Answer.VIEW_POSITION, text);
        }
        response.setHeader(Answer.VIEW_LAG, Answer.seconds(lag));
    }

    private void forward(
            HttpServletRequest request, HttpServletResponse response, ReadResult.Elsewhere<?> elsewhere, Duration wait)
            throws IOException {
        if (request.getAttribute(FORWARDED) instanceof Forwarded outcome) {
            passOn(request, response, outcome);
            return;
        }
        if (forwarder == null || request.getHeader(Forwarder.FORWARDED_HEADER) != null) {
            // Two instances that each take the other for the owner would pass a request back and forth for ever.
            throw new ProblemException(Problems.notReady("another instance is taking this workflow over", RETRY_AFTER));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : SENT_ON) {
            String value = WantedFreshness.header(request, name);
            if (value != null && !(name.equals(Prefer.PREFER) && Waits.isOver(request))) {
                headers.put(name, value);
            }
        }
        String target = RequestTarget.of(request.getRequestURI(), request.getQueryString());
        boolean held = !wait.isZero()
                && Waits.ask(request, wake -> {
                    CompletableFuture<Forwarded> answer = forwarder.start(elsewhere.owner(), target, headers, wait);
                    answer.thenAccept(outcome -> {
                        request.setAttribute(FORWARDED, outcome);
                        wake.run();
                    });
                    return () -> answer.cancel(true);
                });
        if (!held) {
            passOn(request, response, forwarder.forward(elsewhere.owner(), target, headers));
        }
    }

    private static void passOn(HttpServletRequest request, HttpServletResponse response, Forwarded outcome)
            throws IOException {
        if (outcome instanceof Forwarded.Answered answer) {
            head(response, answer.status(), answer.headers());
            if (answer.status() != HttpServletResponse.SC_NOT_MODIFIED) { // its length would be that of the whole
                response.setContentLength(answer.body().length);
                response.getOutputStream().write(answer.body());
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
            if (!request.getMethod().equals("HEAD")) {
                body.writeTo(response.getOutputStream());
            }
        } catch (IOException e) {
            LOG.debug("a forwarded export was cut", e); // its reader sees that the last line is missing
        }
    }
}

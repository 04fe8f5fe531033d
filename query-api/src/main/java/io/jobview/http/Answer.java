package io.jobview.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole answers straight to the servlet's response. Javalin's own ways copy the body through a stream and a
 * compression wrapper.
 */
final class Answer {

    static final String JSON = "application/json";
    static final String VIEW_POSITION = "View-Position";
    static final String VIEW_LAG = "View-Lag-Seconds";

    /** On every answer: set before all else, and again where an answer was begun anew. */
    static final String TYPE_OPTIONS = "X-Content-Type-Options";

    static final String NOSNIFF = "nosniff";

    private Answer() {}

    static void body(HttpServletResponse response, int status, String contentType, byte[] body) throws IOException {
        body(response, status, contentType, ByteBuffer.wrap(body));
    }

    static void body(HttpServletResponse response, int status, String contentType, ByteBuffer body) throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        write(response, body);
    }

    /** Writes the whole body; waits for nothing if it {@link #isBuffered}. */
    static void write(HttpServletResponse response, ByteBuffer body) throws IOException {
        if (!isBuffered(body.remaining())) {
            response.setContentLength(body.remaining());
        }
        response.getOutputStream().write(body.array(), body.arrayOffset() + body.position(), body.remaining());
    }

    /**
     * Whether a body of so many bytes stays in the response's buffer until the request has been handled, and is then sent without a
     * thread that waits for its reader. Its length must not be said before: Jetty sends at once what it knows to be whole.
     */
    static boolean isBuffered(int length) {
        return length < JettyParts.BUFFER_BYTES;
    }

    /** @param instance the path that was asked for; null when it could not be read */
    static void problem(HttpServletResponse response, Problem problem, @Nullable String instance) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(TYPE_OPTIONS, NOSNIFF);
        if (problem.retryAfterSeconds() != null) {
            response.setHeader("Retry-After", problem.retryAfterSeconds().toString());
        }
        if (problem.allow() != null) {
            response.setHeader("Allow", problem.allow());
        }
        // Jetty would carry the charset that it assumes for application/json over to the new type, and write it.
        response.setContentType(null);
        body(response, problem.status(), ProblemJson.CONTENT_TYPE, ProblemJson.bytes(problem, instance));
    }

    /** Seconds with at most three decimals, rounded up: a lag is never understated. */
    static String seconds(Duration duration) {
        long millis = duration.isNegative() ? 0 : duration.plusNanos(999_999).toMillis();
        long fraction = millis % 1000;
        if (fraction == 0) {
            return Long.toString(millis / 1000);
        }
        int end = fraction % 100 == 0 ? 1 : fraction % 10 == 0 ? 2 : 3;
        return millis / 1000 + "." + Long.toString(1000 + fraction).substring(1, 1 + end);
    }
}

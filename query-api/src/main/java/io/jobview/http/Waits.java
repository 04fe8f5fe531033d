package io.jobview.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that wait for something without holding a thread (Jakarta Servlet 6.1 section 2.3.3.3). A handler {@link #ask asks}
 * to wait and returns without an answer; the servlet that called it {@link #begin begins} the wait. Once woken the whole request is handled
 * again, on a thread of the server, and that time it is not to wait. Thread-safe.
 */
final class Waits {

    /** Begins to wait, and calls {@code wake} when it is over, from any thread; null if it cannot begin, else ends it early. */
    @FunctionalInterface
    interface Start {
        @Nullable
        Runnable begin(Runnable wake);
    }

    /** Handles the request again. */
    @FunctionalInterface
    interface Again {
        void run() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);
    private static final String START = Waits.class.getName() + ".start";
    private static final String OVER = Waits.class.getName() + ".over";

    private final int most;
    private final Set<Waiting> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param most how many may wait at once; one more is answered as if it had waited in vain */
    Waits(int most) {
        this.most = most;
    }

    /** False if the request has waited: then it must be answered now. */
    static boolean ask(HttpServletRequest request, Start start) {
        if (isOver(request)) {
            return false;
        }
        request.setAttribute(START, start);
        return true;
    }

    static boolean isOver(HttpServletRequest request) {
        return request.getAttribute(OVER) != null;
    }

    /** To be called after the request was handled; false if it was answered and does not wait. */
    boolean begin(HttpServletRequest request, HttpServletResponse response, Again again) {
        if (!(request.getAttribute(START) instanceof Start start)) {
            return false;
        }
        request.removeAttribute(START);
        request.setAttribute(OVER, true);
        SelectorReads.leave(request);
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0); // what is waited for has an end of its own
        Waiting waiting = new Waiting(async, again);
        open.add(waiting);
        waiting.end = open.size() > most ? null : start.begin(waiting::wake);
        if (stopping || waiting.end == null) {
            waiting.wake();
        }
        return true;
    }

    /** Ends every wait, and each that still begins. */
    void stop() {
        stopping = true;
        open.forEach(Waiting::wake);
    }

    private final class Waiting {

        private final AsyncContext async;
        private final Again again;
        private volatile @Nullable Runnable end;

        Waiting(AsyncContext async, Again again) {
            this.async = async;
            this.again = again;
        }

        void wake() {
            if (open.remove(this)) { // by the first of those who wake it
                Runnable ended = end;
                if (ended != null) {
                    ended.run();
                }
                async.start(this::handle);
            }
        }

        private void handle() {
            try {
                again.run();
            } catch (IOException e) {
                LOG.debug("a reader that waited is gone", e);
            } finally {
                async.complete();
            }
        }
    }
}

package io.jobview.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that wait for something without holding a thread (Jakarta Servlet 6.1 section 2.3.3.3). A handler {@link #ask asks}
 * to wait and returns without an answer; the servlet that called it {@link #begin begins} the wait. Once woken the whole request is handled
 * again, on a thread of the server, and that time it is not to wait, unless it asks to begin {@link #askAnew anew}. Thread-safe.
 */
final class Waits {

    /** Begins to wait, and calls {@code wake} when it is over, from any thread; null if it cannot begin, else ends it early. */
    @FunctionalInterface
    interface Start {
        @Nullable
        Runnable begin(Wake wake);
    }

    /** To be called from any thread; only the first call counts. */
    interface Wake extends Runnable {

        /** The request goes on, on a thread of the server. */
        @Override
        void run();

        /** This thread answers: with what lies ready and fits into the response's buffer, so that it waits for nothing. */
        void here(Again answer);
    }

    /** Answers the request, or handles it again; true if it waits once more, and is no longer this thread's to touch. */
    @FunctionalInterface
    interface Again {
        boolean run() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);
    private static final String START = Waits.class.getName() + ".start";
    private static final String OVER = Waits.class.getName() + ".over";
    private static final String ANEW = Waits.class.getName() + ".anew";
    private static final String SINCE = Waits.class.getName() + ".since";
    private static final String REFUSED = Waits.class.getName() + ".refused";

    /** A partition moves within seconds; so often it is looked at meanwhile. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Executor LATER = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);

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
        return request.getAttribute(OVER) != null || request.getAttribute(REFUSED) != null;
    }

    /**
     * Asks to have the request handled anew in a moment, as if it had not waited yet, though it waits no longer in all than
     * {@code atMost}: for when what it would wait for has just gone elsewhere. False if there is no time left.
     */
    static boolean askAnew(HttpServletRequest request, Duration atMost) {
        if (request.getAttribute(REFUSED) != null || left(request, atMost).compareTo(PAUSE) <= 0) {
            return false;
        }
        request.setAttribute(ANEW, true);
        Start pause = wake -> {
            LATER.execute(wake);
            return () -> {};
        };
        request.setAttribute(START, pause);
        return true;
    }

    /** What is left of a time that began when the request first waited. */
    static Duration left(HttpServletRequest request, Duration atMost) {
        if (!(request.getAttribute(SINCE) instanceof Long since)) {
            return atMost;
        }
        Duration left = atMost.minusNanos(System.nanoTime() - since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * To be called after the request was handled; false if it was answered and does not wait. Else the wait may be over before this returns,
     * and the request with it: whoever ended the wait has answered, and the server uses the object for nothing or for another request.
     */
    boolean begin(HttpServletRequest request, HttpServletResponse response, Again again) {
        if (!(request.getAttribute(START) instanceof Start start)) {
            return false;
        }
        request.removeAttribute(START);
        if (request.getAttribute(SINCE) == null) {
            request.setAttribute(SINCE, System.nanoTime());
        }
        request.setAttribute(OVER, request.getAttribute(ANEW) == null ? true : null);
        request.removeAttribute(ANEW);
        SelectorReads.leave(request);
        boolean first = !request.isAsyncStarted();
        AsyncContext async = first ? request.startAsync(request, response) : request.getAsyncContext();
        if (first) {
            async.setTimeout(0); // what is waited for has an end of its own
        }
        Waiting waiting = new Waiting(request, async, again);
        open.add(waiting);
        Runnable end = open.size() > most ? null : start.begin(waiting);
        waiting.end = end;
        if (stopping || end == null) {
            waiting.refuse();
        }
        return true;
    }

    /** Ends every wait, and each that still begins. */
    void stop() {
        stopping = true;
        open.forEach(Waiting::run);
    }

    private final class Waiting implements Wake {

        private final HttpServletRequest request;
        private final AsyncContext async;
        private final Again again;
        private volatile @Nullable Runnable end;
        private volatile boolean refused;

        Waiting(HttpServletRequest request, AsyncContext async, Again again) {
            this.request = request;
            this.async = async;
            this.again = again;
        }

        void refuse() {
            refused = true;
            run();
        }

        @Override
        public void run() {
            if (isFirst()) {
                async.start(() -> handle(again));
            }
        }

        @Override
        public void here(Again answer) {
            if (isFirst()) {
                handle(answer);
            }
        }

        private boolean isFirst() {
            boolean first = open.remove(this);
            Runnable ended = end;
            if (first && ended != null) {
                ended.run();
            }
            return first;
        }

        private void handle(Again how) {
            if (stopping || refused) {
                request.setAttribute(REFUSED, true);
            }
            boolean waitsOnceMore = false;
            try {
                waitsOnceMore = how.run();
            } catch (IOException e) {
                LOG.debug("a reader that waited is gone", e);
            } finally {
                if (!waitsOnceMore) {
                    async.complete();
                }
            }
        }
    }
}

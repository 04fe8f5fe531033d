package io.jobview.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * A reader's connection. It keeps the raw target, which Jetty throws away when it refuses it, so that the problem can name
 * what is wrong; and it tells whether the reader is too slow. {@link #isTooSlow} is for one thread.
 */
final class ReaderConnection extends HttpConnection {

    private static final long NOT_WAITING = Long.MIN_VALUE;

    private volatile @Nullable String target;

    private long messages;
    private long bytesIn;
    private long bytesOut;
    private long headSince = NOT_WAITING;
    private long writeSince = NOT_WAITING;

    ReaderConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    /** The target of the last request line, as it came; null before the first. */
    @Nullable
    String target() {
        return target;
    }

    @Override
    protected RequestHandler newRequestHandler() {
        return new TargetKeeper();
    }

    /** To be asked again and again: whether the present head, or the present part of an answer, takes longer than it may. */
    boolean isTooSlow(long now, Duration head, Duration write) {
        headSince = isHeadUnfinished() ? since(headSince, now) : NOT_WAITING;
        writeSince = isWriteUnfinished() ? since(writeSince, now) : NOT_WAITING;
        return isOver(headSince, now, head) || isOver(writeSince, now, write);
    }

    private boolean isHeadUnfinished() {
        long messagesNow = getMessagesIn();
        long bytesNow = getBytesIn();
        boolean inHead = !getParser().isStart() && getParser().inHeaderState();
        if (messagesNow != messages) {
            messages = messagesNow;
            bytesIn = bytesNow;
            headSince = NOT_WAITING;
            return inHead;
        }
        return inHead || bytesNow > bytesIn; // empty lines before a request line are bytes too
    }

    private boolean isWriteUnfinished() {
        long bytesNow = getBytesOut();
        if (bytesNow != bytesOut) {
            bytesOut = bytesNow;
            writeSince = NOT_WAITING;
        }
        return getEndPoint() instanceof AbstractEndPoint out
                && out.getWriteFlusher().isPending();
    }

    private static long since(long known, long now) {
        return known == NOT_WAITING ? now : known;
    }

    private static boolean isOver(long since, long now, Duration limit) {
        return since != NOT_WAITING && now - since > limit.toNanos();
    }

    private final class TargetKeeper extends RequestHandler {

        @Override
        public void startRequest(String method, String uri, HttpVersion version) {
            target = uri;
            super.startRequest(method, uri, version);
        }
    }
}

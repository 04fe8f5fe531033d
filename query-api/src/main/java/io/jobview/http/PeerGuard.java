package io.jobview.http;

import io.jobview.cluster.PeerPath;
import io.jobview.cluster.PeerSecret;
import io.jobview.cluster.Peers;
import io.jobview.view.ReadFrom;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Lets the requests of peers in, and nobody else's below {@code /peer}; a peer's signature opens nothing but that. Who the reader is and
 * what it may read was asked where its request came in.
 */
final class PeerGuard {

    /** A peer's wish which copies to read, by the name of a {@link ReadFrom}; any, if it says nothing. Readers have no such wish. */
    static final String READ_FROM = "Jobview-Read-From";

    private static final String FROM_PEER = "io.jobview.peer";
    private static final String SIGNED = "io.jobview.signed";

    private final @Nullable Peers peers;

    /** @param peers null: there are none, and nobody is let in */
    PeerGuard(@Nullable Peers peers) {
        this.peers = peers;
    }

    /** Whether another instance asks; it is answered from here or not at all. */
    static boolean isFromPeer(HttpServletRequest request) {
        return request.getAttribute(FROM_PEER) != null;
    }

    /** Which copies of a partition may answer a request. */
    static ReadFrom readFrom(HttpServletRequest request) {
        return isFromPeer(request) && !ReadFrom.OWNER.name().equals(request.getHeader(READ_FROM))
                ? ReadFrom.ANY_COPY
                : ReadFrom.OWNER;
    }

    /** Whether a request below {@code /peer} is that of a peer; a refusal is for {@link #admit} to say. */
    boolean admits(Request request) {
        boolean known = isSigned(
                request.getHeaders().getValuesList(PeerSecret.HEADER),
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery());
        request.setAttribute(SIGNED, known);
        return known;
    }

    private boolean isSigned(List<String> signatures, String method, String path, @Nullable String query) {
        String target = query == null ? path : path + "?" + query;
        return peers != null
                && signatures.size() == 1
                && peers.secret().verifies(signatures.get(0), method, target, Instant.now());
    }

    /** The request as the public routes know it; null if it must be refused with {@link #refusal}. */
    @Nullable
    HttpServletRequest admit(HttpServletRequest request) {
        boolean known = request.getAttribute(SIGNED) instanceof Boolean before
                ? before
                : isSigned(
                        Collections.list(request.getHeaders(PeerSecret.HEADER)),
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getQueryString());
        if (!known) {
            return null;
        }
        request.setAttribute(FROM_PEER, true);
        return new PublicRequest(request);
    }

    Problem refusal() {
        return Problems.peerForbidden(peers != null);
    }

    private static final class PublicRequest extends HttpServletRequestWrapper {

        private final String path;

        PublicRequest(HttpServletRequest request) {
            super(request);
            path = PeerPath.publicPath(request.getRequestURI());
        }

        @Override
        public String getRequestURI() {
            return path;
        }
    }
}

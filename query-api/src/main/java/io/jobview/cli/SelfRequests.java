package io.jobview.cli;

import io.jobview.cluster.Forwarded;
import io.jobview.cluster.Peers;
import io.jobview.http.HttpServer;
import java.net.URI;
import java.util.Map;

/**
 * Asks this very instance for pages, as a peer would, while it waits for its partitions. Code that never ran takes a hundred times as long as
 * later, and one that comes back gets its share of the readers in its first second. What is answered does not matter.
 */
final class SelfRequests {

    private static final int MOST = 500;

    private SelfRequests() {}

    /** Returns at once; ends by itself. */
    static void start(Peers peers, URI self) {
        Thread thread = new Thread(() -> ask(peers, self), "jobview-self-requests");
        thread.setDaemon(true);
        thread.start();
    }

    private static void ask(Peers peers, URI self) {
        for (int i = 0; i < MOST; i++) {
            if (peers.ask(self, target(i), Map.of(HttpServer.UNCOUNTED, "1")).join() instanceof Forwarded.Unreachable) {
                return; // as when it listens on an address that it cannot reach itself, or stops
            }
        }
    }

    /** Each of another workflow, so that none is answered by what is kept of the one before and all partitions are read. */
    private static String target(int i) {
        return "/workflows/nobody-" + i + "/jobs?limit=10";
    }
}

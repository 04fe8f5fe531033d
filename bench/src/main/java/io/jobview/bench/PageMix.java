package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.history.Zipf;
import io.jobview.bench.load.HttpConnection;
import io.jobview.bench.load.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Requests for full pages: workflows by Zipf, every other one for a second page by its cursor. Drawn before the load. */
final class PageMix {

    private static final int DRAWN = 1 << 16;
    private static final long SEED = 7;

    private final List<Request> requests;
    private final byte[] usualBody;

    private PageMix(List<Request> requests, byte[] usualBody) {
        this.requests = requests;
        this.usualBody = usualBody;
    }

    /** Asks for what it needs to know: the cursors, and which workflows have two full pages. */
    static PageMix of(int port, int workflows, int limit) throws IOException {
        List<Request> first = new ArrayList<>();
        List<Request> second = new ArrayList<>();
        byte[] usualBody = {};
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (int rank = 0; rank < workflows; rank++) {
                String workflow = LifecycleHistory.workflowId(rank);
                String target = Page.target(workflow, limit, "");
                Page page = Page.read(connection, target);
                if (page.cursor().isEmpty()) {
                    continue;
                }
                String following = Page.target(workflow, limit, page.cursor());
                Page next = Page.read(connection, following);
                if (next.rows() == limit) {
                    first.add(Request.get(target, limit));
                    second.add(Request.get(following, limit));
                    usualBody = usualBody.length == 0 ? page.body().getBytes(StandardCharsets.UTF_8) : usualBody;
                }
            }
        }
        if (first.isEmpty()) {
            throw new IllegalStateException("no workflow has two pages of " + limit + " rows");
        }
        return new PageMix(draw(first, second), usualBody);
    }

    private static List<Request> draw(List<Request> first, List<Request> second) {
        SplittableRandom random = new SplittableRandom(SEED);
        Zipf zipf = new Zipf(first.size());
        List<Request> drawn = new ArrayList<>(DRAWN);
        for (int i = 0; i < DRAWN; i++) {
            drawn.add((i % 2 == 0 ? first : second).get(zipf.draw(random)));
        }
        return drawn;
    }

    /** A page of this mix as the service sent it; all have nearly the same size. */
    byte[] usualBody() {
        return usualBody;
    }

    /** Over and over; for one thread. */
    Supplier<Request> requests() {
        return new Supplier<>() {
            private int next;

            @Override
            public Request get() {
                return requests.get(next++ & (DRAWN - 1));
            }
        };
    }
}

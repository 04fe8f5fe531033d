package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.history.Zipf;
import io.jobview.bench.load.Answer;
import io.jobview.bench.load.HttpConnection;
import io.jobview.bench.load.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Requests for full pages of workflows by Zipf. Drawn before the load. */
final class PageMix {

    private static final int DRAWN = 1 << 16;
    private static final long SEED = 7;

    private final List<Request> first;
    private final List<Request> second;
    private final Answer usual;

    private PageMix(List<Request> first, List<Request> second, Answer usual) {
        this.first = List.copyOf(first);
        this.second = List.copyOf(second);
        this.usual = usual;
    }

    /** Asks for what it needs to know: the cursors, and which workflows have two full pages. */
    static PageMix of(int port, int workflows, int limit) throws IOException {
        return of(port, workflows, limit, "");
    }

    /** @param bounds more parameters of every page, with their ampersand */
    static PageMix of(int port, int workflows, int limit, String bounds) throws IOException {
        List<Request> first = new ArrayList<>();
        List<Request> second = new ArrayList<>();
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (int rank = 0; rank < workflows; rank++) {
                String workflow = LifecycleHistory.workflowId(rank);
                String target = Page.target(workflow, limit, "") + bounds;
                Page page = Page.read(connection, target);
                if (page.cursor().isEmpty()) {
                    continue;
                }
                String following = Page.target(workflow, limit, page.cursor()) + bounds;
                Page next = Page.read(connection, following);
                if (next.rows() == limit) {
                    first.add(Request.get(target, limit));
                    second.add(Request.get(following, limit));
                }
            }
            if (first.isEmpty()) {
                throw new IllegalStateException("no workflow has two pages of " + limit + " rows");
            }
            return new PageMix(first, second, connection.ask(first.get(0)));
        }
    }

    /** A page of this mix as the service sent it; all have nearly the same size. */
    Answer usual() {
        return usual;
    }

    /** First and second pages in turn, over and over; for one thread. */
    Supplier<Request> requests() {
        return drawn(List.of(first, second));
    }

    /** First pages alone, the same ones again and again; for one thread. */
    Supplier<Request> firstPages() {
        return drawn(List.of(first));
    }

    private static Supplier<Request> drawn(List<List<Request>> pages) {
        SplittableRandom random = new SplittableRandom(SEED);
        Zipf zipf = new Zipf(pages.get(0).size());
        List<Request> drawn = new ArrayList<>(DRAWN);
        for (int i = 0; i < DRAWN; i++) {
            drawn.add(pages.get(i % pages.size()).get(zipf.draw(random)));
        }
        return new Cycle(drawn);
    }

    private static final class Cycle implements Supplier<Request> {

        private final List<Request> requests;
        private int next;

        Cycle(List<Request> requests) {
            this.requests = requests;
        }

        @Override
        public Request get() {
            return requests.get(next++ & (DRAWN - 1));
        }
    }
}

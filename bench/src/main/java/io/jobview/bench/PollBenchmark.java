package io.jobview.bench;

import io.jobview.bench.PairedLoad.Target;
import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.load.Answer;
import io.jobview.bench.load.HttpConnection;
import io.jobview.bench.load.LoadClient;
import io.jobview.bench.load.Request;
import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;

/**
 * A client that polls a workflow which does not change, with the tag of its last answer, beside a static body of a page. Where
 * the service gives no tag, a poll costs a page, and that is what is measured: {@code poll_not_modified} says which it was.
 */
final class PollBenchmark implements Benchmark {

    private static final int LIMIT = 10;

    @Override
    public String name() {
        return "poll";
    }

    @Override
    public void run(Workbench bench, Figures figures) throws Exception {
        MeasuredView view = bench.view(PageBenchmark.history(bench.options()));
        String target = Page.target(LifecycleHistory.workflowId(0), LIMIT, "");
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view.view());
                HttpConnection connection = HttpConnection.open(server.port())) {
            bench.progress().say("polling a workflow that does not change");
            Answer page = connection.answer(target);
            String tag = page.header("ETag");
            Request poll = tag.isEmpty() ? Request.get(target, LIMIT) : Request.ifNoneMatch(target, tag);
            Request plain = Request.get(target, LIMIT);
            int connections = bench.options().connections();
            try (StaticServer peer = StaticServer.start(page);
                    LoadClient ours = new LoadClient(server.port(), connections, () -> poll);
                    LoadClient theirs = new LoadClient(peer.port(), connections, () -> plain)) {
                PairedLoad.run(
                                new Target(ours, "jobview-http"),
                                new Target(theirs, StaticServer.THREADS),
                                bench.options())
                        .addTo(figures, "poll", "static");
            }
            figures.add("poll_not_modified", tag.isEmpty() ? 0 : 1, "1: answered with 304, 0: with the page again");
        }
    }
}

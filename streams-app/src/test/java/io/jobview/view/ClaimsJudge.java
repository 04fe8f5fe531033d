package io.jobview.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobview.query.Freshness;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.ViewPosition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks one instance without a pause, with tokens, with bounds of staleness and with neither, and judges every answer.
 */
final class ClaimsJudge implements AutoCloseable {

    private static final List<Duration> BOUNDS =
            List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10));

    private final NumberedUpdates updates;
    private final List<String> workflows;
    private final List<JobView> views;
    private final Thread thread = new Thread(this::run, "judge");
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger tokensMet = new AtomicInteger();
    private final AtomicInteger boundsMet = new AtomicInteger();
    private final AtomicInteger behind = new AtomicInteger();
    private volatile boolean stopped;
    private volatile Duration oldest = Duration.ZERO;

    ClaimsJudge(NumberedUpdates updates, JobView view, List<String> workflows) {
        this.updates = updates;
        this.workflows = workflows;
        views = List.of(view, view.from(ReadFrom.ANY_COPY));
        thread.start();
    }

    private void run() {
        for (int turn = 0; !stopped; turn++) {
            String workflow = workflows.get(turn % workflows.size());
            for (JobView view : views) {
                plain(view, workflow);
                token(view, workflow);
                bound(view, workflow, BOUNDS.get(turn / workflows.size() % BOUNDS.size()));
            }
        }
    }

    private void plain(JobView view, String workflow) {
        long asked = System.nanoTime();
        judge("a plain page", workflow, page(view, workflow), asked, -1);
    }

    private void token(JobView view, String workflow) {
        NumberedUpdates.Acknowledged known = updates.latest(workflow);
        if (known != null) {
            ViewPosition token = Objects.requireNonNull(ViewPosition.parse(known.token()));
            long asked = System.nanoTime();
            ReadResult<JobPage> result = view.atLeast(workflow, new Freshness(token, null), () -> page(view, workflow));
            if (judge("token " + token, workflow, result, asked, known.number())) {
                tokensMet.incrementAndGet();
            }
        }
    }

    private void bound(JobView view, String workflow, Duration bound) {
        long asked = System.nanoTime();
        ReadResult<JobPage> result =
                view.atLeast(workflow, new Freshness(ViewPosition.EMPTY, bound), () -> page(view, workflow));
        if (judge("bound " + bound, workflow, result, asked, updates.before(workflow, asked - bound.toNanos()))) {
            boundsMet.incrementAndGet();
        }
    }

    /** Returns whether it was served. */
    private boolean judge(String what, String workflow, ReadResult<JobPage> result, long asked, int least) {
        answers.incrementAndGet();
        if (result instanceof ReadResult.Behind) {
            behind.incrementAndGet();
        }
        if (!(result instanceof ReadResult.Served<JobPage> served)) {
            return false;
        }
        int shown = NumberedUpdates.shown(new String(served.value().rows(), UTF_8));
        int byLag = updates.before(workflow, asked - served.lag().toNanos());
        if (shown < Math.max(least, byLag)) {
            wrong.add(String.format(
                    "%s of %s shows %d: by what was asked it holds %d, by its lag of %s %d",
                    what, workflow, shown, least, served.lag(), byLag));
        }
        if (served.lag().compareTo(oldest) > 0) {
            oldest = served.lag();
        }
        return true;
    }

    private static ReadResult<JobPage> page(JobView view, String workflow) {
        return view.page(new PageRequest(workflow, JobFilter.ALL, 10, null));
    }

    int answers() {
        return answers.get();
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    @Override
    public String toString() {
        return String.format(
                "%d answers, %d tokens met, %d bounds met, %d behind, %d wrong; the oldest page was %s old",
                answers.get(), tokensMet.get(), boundsMet.get(), behind.get(), wrong.size(), oldest);
    }

    @Override
    public void close() {
        stopped = true;
    }
}

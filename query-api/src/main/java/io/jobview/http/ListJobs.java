package io.jobview.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.jobview.cluster.Forwarded;
import io.jobview.cluster.Forwarder;
import io.jobview.cursor.CursorCodec;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.view.JobView;
import io.jobview.view.PageResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /workflows/{workflow_id}/jobs}: one page of a workflow's jobs, newest first. */
final class ListJobs implements Handler {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final JobView view;
    private final @Nullable Forwarder forwarder;
    private final HttpMetrics metrics;

    ListJobs(JobView view, @Nullable Forwarder forwarder, HttpMetrics metrics) {
        this.view = view;
        this.forwarder = forwarder;
        this.metrics = metrics;
    }

    @Override
    public void handle(Context context) throws IOException {
        HttpServletRequest request = context.req();
        PageRequest page = JobsQuery.parse(workflowId(request.getRequestURI()), request.getQueryString());
        PageResult result = view.page(page);
        if (result instanceof PageResult.Served served) {
            serve(context.res(), page, served);
        } else if (result instanceof PageResult.NotReady notReady) {
            throw new ProblemException(Problems.notReady(notReady.reason(), notReady.retryAfter()));
        } else if (result instanceof PageResult.Elsewhere elsewhere) {
            forward(request, context.res(), page, elsewhere);
        }
    }

    private static String workflowId(String rawPath) {
        String workflowId = WorkflowPath.workflowId(rawPath);
        if (workflowId == null) {
            throw new ProblemException(Problems.invalidParameters(
                    List.of(new Problem.Invalid("workflow_id", WorkflowPath.rawId(rawPath), WorkflowPath.ALLOWED))));
        }
        return workflowId;
    }

    private void serve(HttpServletResponse response, PageRequest request, PageResult.Served served) throws IOException {
        JobPage page = served.page();
        RowPosition next = page.next();
        String cursor = next == null ? "" : CursorCodec.encode(next, request.workflowId(), request.filter());
        String position = page.position().toString();
        if (!position.isEmpty()) {
            response.setHeader(Answer.VIEW_POSITION, position);
        }
        response.setHeader(Answer.VIEW_LAG, Answer.seconds(served.lag()));
        response.setHeader("Cache-Control", "private, no-cache");
        Answer.body(response, 200, Answer.JSON, PageBody.bytes(page, cursor));
        metrics.pageServed(page.count());
    }

    private void forward(
            HttpServletRequest request, HttpServletResponse response, PageRequest page, PageResult.Elsewhere elsewhere)
            throws IOException {
        if (forwarder == null || request.getHeader(Forwarder.FORWARDED_HEADER) != null) {
            // Two instances that each take the other for the owner would pass a request back and forth for ever.
            throw new ProblemException(Problems.notReady("another instance is taking this workflow over", RETRY_AFTER));
        }
        Forwarded outcome = forwarder.forward(elsewhere.owner(), page);
        if (outcome instanceof Forwarded.Answered answer) {
            response.setContentType(null); // or the owner's gets the charset that Jetty assumed for ours
            answer.headers().forEach(response::setHeader);
            response.setStatus(answer.status());
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        } else if (outcome instanceof Forwarded.Unreachable unreachable) {
            throw new ProblemException(Problems.notReady(unreachable.reason(), RETRY_AFTER));
        }
    }
}

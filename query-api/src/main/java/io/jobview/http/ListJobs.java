package io.jobview.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.jobview.cursor.CursorCodec;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.view.JobView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code GET /workflows/{workflow_id}/jobs}: one page of a workflow's jobs, newest first. */
final class ListJobs implements Handler {

    static final String PATH = "/workflows/{workflow_id}/jobs";

    static final PathTemplate TEMPLATE = new PathTemplate(PATH);

    private final JobView view;
    private final FreshReads reads;
    private final ReadMetrics metrics;

    ListJobs(JobView view, FreshReads reads, ReadMetrics metrics) {
        this.view = view;
        this.reads = reads;
        this.metrics = metrics;
    }

    @Override
    public void handle(Context context) throws IOException {
        HttpServletRequest request = context.req();
        String workflowId = TEMPLATE.id(request.getRequestURI(), "workflow_id");
        String query = request.getQueryString();
        PageRequest page = JobsQuery.parse(workflowId, query, PageRequest.DEFAULT_LIMIT);
        long tag = ETags.query(page, Answer.JSON);
        reads.answerUnlessKnown(
                request,
                context.res(),
                workflowId,
                tag,
                () -> view.page(page),
                (response, found) -> serve(response, query, page, tag, found));
    }

    private void serve(
            HttpServletResponse response, @Nullable String query, PageRequest request, long tag, JobPage page)
            throws IOException {
        RowPosition next = page.next();
        String cursor = next == null ? "" : CursorCodec.encode(next, request.workflowId(), request.filter());
        NextLink.set(response, query, cursor);
        response.setHeader(ETags.ETAG, ETags.of(page.digest(), tag));
        Answer.body(response, 200, Answer.JSON, PageBody.bytes(page, cursor));
        metrics.pageServed(page.count());
    }
}

package io.jobview.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.jobview.cursor.CursorCodec;
import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.view.JobView;
import io.jobview.view.ReadResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /workflows/{workflow_id}/jobs}: one page of a workflow's jobs, newest first. */
final class ListJobs implements Handler {

    static final String PATH = "/workflows/{workflow_id}/jobs";

    static final PathTemplate TEMPLATE = new PathTemplate(PATH);

    private final FreshReads reads;
    private final ReadMetrics metrics;

    ListJobs(FreshReads reads, ReadMetrics metrics) {
        this.reads = reads;
        this.metrics = metrics;
    }

    @Override
    public void handle(Context context) throws IOException {
        HttpServletRequest request = context.req();
        String workflowId = TEMPLATE.id(request.getRequestURI(), "workflow_id");
        String query = request.getQueryString();
        PageRequest page = JobsQuery.parse(workflowId, query, PageRequest.DEFAULT_LIMIT);
        if (SelectorReads.isOn(request) && page.limit() > SelectorReads.MOST_ROWS) {
            SelectorReads.moveToWorker(request);
            return;
        }
        long tag = ETags.query(page, Answer.JSON);
        ReadAnswers.Body<Optional<JobPage>> body =
                (response, found) -> serve(request, response, query, page, tag, found);
        Function<JobView, ReadResult<Optional<JobPage>>> read = SelectorReads.isOn(request)
                ? view -> cached(request, view, page)
                : view -> view.page(page).map(Optional::of);
        if (ETags.isConditional(request)) {
            FreshReads.Known known = digest -> known(request, ETags.of(digest, tag));
            reads.answerUnlessKnown(request, context.res(), workflowId, known, read, body);
        } else {
            reads.answer(request, context.res(), workflowId, read, body);
        }
    }

    private static ReadResult<Optional<JobPage>> cached(HttpServletRequest request, JobView view, PageRequest page) {
        ReadResult<Optional<JobPage>> read = SelectorPages.takeRead(request);
        return read == null ? view.cachedPage(page) : read;
    }

    private static ReadAnswers.@Nullable Body<Digest> known(HttpServletRequest request, String etag) {
        return ETags.matches(request, etag) ? (response, now) -> ETags.notModified(request, response, etag) : null;
    }

    private void serve(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable String query,
            PageRequest wanted,
            long tag,
            Optional<JobPage> found)
            throws IOException {
        if (found.isEmpty()) {
            SelectorReads.moveToWorker(request);
            return;
        }
        JobPage page = found.get();
        String etag = ETags.of(page.digest(), tag);
        if (ETags.isConditional(request) && ETags.notModified(request, response, etag)) {
            return; // a copy's page, which is read where no digest was to be had
        }
        RowPosition next = page.next();
        String cursor = next == null ? "" : CursorCodec.encode(next, wanted.workflowId(), wanted.filter());
        ByteBuffer body = PageBody.bytes(page, cursor);
        if (SelectorReads.isOn(request) && !Answer.isBuffered(body.remaining())) {
            SelectorReads.moveToWorker(request);
            return;
        }
        NextLink.set(response, query, cursor);
        response.setHeader(ETags.ETAG, etag);
        Answer.body(response, 200, Answer.JSON, body);
        if (!PeerGuard.isFromPeer(request) || request.getHeader(HttpServer.UNCOUNTED) == null) {
            metrics.pageServed(page.count());
        }
    }
}

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
    private final PageCache cache;
    private final ReadMetrics metrics;

    ListJobs(FreshReads reads, PageCache cache, ReadMetrics metrics) {
        this.reads = reads;
        this.cache = cache;
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
                ? view -> view.cachedPage(page)
                : view -> view.page(page).map(Optional::of);
        if (cache.isOff() && !ETags.isConditional(request)) {
            reads.answer(request, context.res(), workflowId, read, body);
        } else {
            FreshReads.Known known = digest -> known(request, query, tag, digest);
            reads.answerUnlessKnown(request, context.res(), workflowId, known, read, body);
        }
    }

    private ReadAnswers.@Nullable Body<Digest> known(
            HttpServletRequest request, @Nullable String query, long tag, Digest digest) {
        if (ETags.isConditional(request)) {
            String etag = ETags.of(digest, tag);
            if (ETags.matches(request, etag)) {
                return (response, now) -> ETags.notModified(request, response, etag);
            }
        }
        PageCache.Page kept = cache.find(digest, tag);
        return kept == null
                ? null
                : (response, now) ->
                        serve(response, query, now, tag, ByteBuffer.wrap(kept.body()), kept.cursor(), kept.rows());
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
        RowPosition next = page.next();
        String cursor = next == null ? "" : CursorCodec.encode(next, wanted.workflowId(), wanted.filter());
        ByteBuffer body = PageBody.bytes(page, cursor);
        if (SelectorReads.isOn(request) && !Answer.isBuffered(body.remaining())) {
            SelectorReads.moveToWorker(request);
            return;
        }
        cache.keep(page.digest(), tag, body, cursor, page.count());
        serve(response, query, page.digest(), tag, body, cursor, page.count());
    }

    private void serve(
            HttpServletResponse response,
            @Nullable String query,
            Digest digest,
            long tag,
            ByteBuffer body,
            String cursor,
            int rows)
            throws IOException {
        NextLink.set(response, query, cursor);
        response.setHeader(ETags.ETAG, ETags.of(digest, tag));
        Answer.body(response, 200, Answer.JSON, body);
        metrics.pageServed(rows);
    }
}

package io.jobview.http;

import io.jobview.cluster.PeerPath;
import io.jobview.cursor.CursorCodec;
import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.view.JobView;
import io.jobview.view.ReadResult;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers the usual page, and its 304, before the servlets: they take as long as the page itself. It has to lie in memory here, and the
 * request may ask for nothing but a page, to somebody who may have it. Whatever else there is to be said is left to
 * {@link ListJobs}, which gives the same answers in every case.
 */
final class SelectorPages extends Handler.Wrapper {

    private static final HttpField TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Answer.JSON);
    private static final HttpField CACHE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, ReadAnswers.CACHE_CONTROL);
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, ReadAnswers.VARY);

    private static final String READ = SelectorPages.class.getName();

    private record Read(ReadResult<Optional<JobPage>> result) {}

    private final JobView view;
    private final ReadMetrics metrics;

    SelectorPages(JobView view, ReadMetrics metrics) {
        this.view = view;
        this.metrics = metrics;
    }

    /** What was read of the page before the servlets, and was no answer; once, and null when nothing was. */
    static @Nullable ReadResult<Optional<JobPage>> takeRead(HttpServletRequest request) {
        Read read = request.getAttribute(READ) instanceof Read known ? known : null;
        request.removeAttribute(READ);
        return read == null ? null : read.result();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        PageRequest page = SelectorReads.isOn(request) && isPlain(request.getHeaders()) ? page(request) : null;
        if (page == null) {
            return super.handle(request, response, callback);
        }
        long tag = ETags.query(page, Answer.JSON);
        List<String> known = request.getHeaders().getValuesList(HttpHeader.IF_NONE_MATCH);
        if (!known.isEmpty() && isUnchanged(page, tag, known, response, callback)) {
            return true;
        }
        ReadResult<Optional<JobPage>> result = view.cachedPage(page);
        if (!(result instanceof ReadResult.Served<Optional<JobPage>> served)) {
            if (known.isEmpty()) { // else its digest is read first
                request.setAttribute(READ, new Read(result));
            }
            return super.handle(request, response, callback);
        }
        if (served.value().isEmpty()
                || !isAnswered(request, page, tag, served, served.value().get(), response, callback)) {
            SelectorReads.moveToWorker(request, response, callback, getHandler());
        }
        return true;
    }

    /** Whether the headers ask for no more than that page, in its usual form. */
    private static boolean isPlain(HttpFields headers) {
        String accept = headers.get(HttpHeader.ACCEPT);
        return (accept == null || accept.equals("*/*") || accept.equals(Answer.JSON))
                && !headers.contains(WantedFreshness.AT_LEAST)
                && !headers.contains(WantedFreshness.MAX_STALENESS)
                && !headers.contains(HttpHeader.CONTENT_LENGTH)
                && !headers.contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** What is asked for; null if that is refused, or more than a selector should read. */
    private @Nullable PageRequest page(Request request) {
        String path = request.getHttpURI().getPath();
        String query = request.getHttpURI().getQuery();
        int target = path.length() + (query == null ? 0 : query.length() + 1);
        if (PeerPath.is(path) || target > GateServlet.MAX_TARGET || !AuthGuard.isAdmitted(request)) {
            return null;
        }
        String workflowId = ListJobs.TEMPLATE.decoded(path, "workflow_id");
        if (workflowId == null) {
            return null;
        }
        try {
            PageRequest page = JobsQuery.parse(workflowId, query, PageRequest.DEFAULT_LIMIT);
            return page.limit() > SelectorReads.MOST_ROWS ? null : page;
        } catch (ProblemException e) {
            return null;
        }
    }

    private boolean isUnchanged(PageRequest page, long tag, List<String> known, Response response, Callback callback) {
        ReadResult<Optional<Digest>> digest = view.cachedDigest(page.workflowId());
        if (!(digest instanceof ReadResult.Served<Optional<Digest>> served)
                || served.value().isEmpty()) {
            return false;
        }
        String etag = ETags.of(served.value().get(), tag);
        if (known.stream().noneMatch(list -> ETags.matches(list, etag))) {
            return false;
        }
        head(response, HttpStatus.NOT_MODIFIED_304, served, etag);
        response.write(true, null, callback);
        return true;
    }

    private boolean isAnswered(
            Request request,
            PageRequest wanted,
            long tag,
            ReadResult.Served<?> served,
            JobPage page,
            Response response,
            Callback callback) {
        RowPosition next = page.next();
        String cursor = next == null ? "" : CursorCodec.encode(next, wanted.workflowId(), wanted.filter());
        ByteBuffer body = PageBody.bytes(page, cursor);
        if (!Answer.isBuffered(body.remaining())) {
            return false;
        }
        head(response, HttpStatus.OK_200, served, ETags.of(page.digest(), tag));
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(TYPE);
        if (next != null) {
            headers.put(HttpHeader.LINK, NextLink.field(request.getHttpURI().getQuery(), cursor));
        }
        response.write(true, body, callback); // does not wait: what the reader does not take at once is sent as it does
        metrics.pageServed(page.count());
        return true;
    }

    private static void head(Response response, int status, ReadResult.Served<?> served, String etag) {
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(VARY);
        String position = served.position().toString();
        if (!position.isEmpty()) {
            headers.put(Answer.VIEW_POSITION, position);
        }
        headers.put(Answer.VIEW_LAG, Answer.seconds(served.lag()));
        headers.put(CACHE);
        headers.put(HttpHeader.ETAG, etag);
    }
}

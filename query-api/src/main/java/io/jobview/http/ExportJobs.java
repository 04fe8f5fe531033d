package io.jobview.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.jobview.cursor.CursorCodec;
import io.jobview.query.ExportPart;
import io.jobview.query.JobExport;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list as {@code application/x-ndjson}: all rows that pass the filters as of one moment, each on a line, with a line
 * {@code {"cursor":"..."}} after every {@code limit} of them and a last line that says whether that was all. The thread writes and
 * waits for the reader; in memory is one part.
 */
final class ExportJobs implements Handler {

    static final String NDJSON = "application/x-ndjson";
    /** Every name of these lines; the first is what they were called first. */
    static final List<String> NAMES = List.of(NDJSON, "application/ndjson", "application/jsonl");

    static final int ROWS_PER_PART = 500;

    private static final Logger LOG = LoggerFactory.getLogger(ExportJobs.class);

    private final FreshReads reads;
    private final ReadMetrics metrics;
    private final ExportBounds bounds;

    ExportJobs(FreshReads reads, ReadMetrics metrics, ExportBounds bounds) {
        this.reads = reads;
        this.metrics = metrics;
        this.bounds = bounds;
    }

    @Override
    public void handle(Context context) throws IOException {
        HttpServletRequest request = context.req();
        String workflowId = ListJobs.TEMPLATE.id(request.getRequestURI(), "workflow_id");
        PageRequest first = JobsQuery.parse(workflowId, request.getQueryString(), ROWS_PER_PART);
        if (!bounds.enter()) {
            throw new ProblemException(Problems.tooManyExports());
        }
        try {
            reads.answer(request, context.res(), workflowId, view -> view.export(first), (response, export) -> {
                try (export) {
                    response.setStatus(200);
                    response.setContentType(null); // or it gets the charset that Jetty assumed for JSON
                    response.setContentType(name(request));
                    if (request.getMethod().equals("HEAD")) {
                        response.flushBuffer(); // or it would be said that GET gives nothing
                    } else {
                        stream(response, first, export);
                    }
                }
            });
        } finally {
            bounds.exit();
        }
    }

    /** As it was asked for. */
    private static String name(HttpServletRequest request) {
        return request.getAttribute(Route.MEDIA_TYPE) instanceof String name ? name : NDJSON;
    }

    private void stream(HttpServletResponse response, PageRequest first, JobExport export) {
        Future<?> deadline = bounds.watch(export);
        try {
            write(response.getOutputStream(), first, export);
        } catch (IOException e) {
            LOG.debug("the reader of an export is gone, or reads nothing", e);
        } finally {
            deadline.cancel(false);
        }
    }

    private void write(OutputStream out, PageRequest first, JobExport export) throws IOException {
        String cursor = cursor(first.after(), first);
        long rows = 0;
        while (true) {
            ExportPart part = bounds.isStopping() ? null : export.next();
            if (part == null) {
                line(out, "{\"cursor\":\"" + cursor + "\",\"complete\":false,\"rows\":" + rows + "}\n");
                return;
            }
            rows += part.rows();
            metrics.rows().add(part.rows());
            out.write(LineSeparators.escaped(part.lines()));
            if (part.next() == null) {
                line(out, "{\"cursor\":\"\",\"complete\":true,\"rows\":" + rows + "}\n");
                return;
            }
            cursor = cursor(part.next(), first);
            line(out, "{\"cursor\":\"" + cursor + "\"}\n");
        }
    }

    private static String cursor(@Nullable RowPosition after, PageRequest first) {
        return after == null ? "" : CursorCodec.encode(after, first.workflowId(), first.filter());
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}

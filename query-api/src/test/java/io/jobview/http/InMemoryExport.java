package io.jobview.http;

import io.jobview.query.ExportPart;
import io.jobview.query.JobExport;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.view.ReadResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An export of a view that nobody changes any more. */
final class InMemoryExport implements JobExport {

    private final InMemoryView view;
    private final Runnable onClose;
    private PageRequest request;
    private boolean closed;

    InMemoryExport(InMemoryView view, PageRequest request, Runnable onClose) {
        this.view = view;
        this.request = request;
        this.onClose = onClose;
    }

    @Override
    public synchronized @Nullable ExportPart next() {
        if (closed) {
            return null;
        }
        JobPage page = ((ReadResult.Served<JobPage>) view.read(request)).value();
        request = new PageRequest(request.workflowId(), request.filter(), request.limit(), page.next());
        String rows = new String(page.rows(), StandardCharsets.UTF_8);
        String lines = page.count() == 0 ? "" : rows.replace("},{", "}\n{") + "\n";
        return new ExportPart(lines.getBytes(StandardCharsets.UTF_8), page.count(), page.next());
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }
}

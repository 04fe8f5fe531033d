package io.jobview.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** {@code GET /workflows/{workflow_id}/jobs/{job_id}}: the row of one job, or 404. */
final class GetJob implements Handler {

    static final String PATH = ListJobs.PATH + "/{job_id}";

    private static final PathTemplate TEMPLATE = new PathTemplate(PATH);

    private final FreshReads reads;

    GetJob(FreshReads reads) {
        this.reads = reads;
    }

    @Override
    public void handle(Context context) throws IOException {
        HttpServletRequest request = context.req();
        String path = request.getRequestURI();
        String workflowId = TEMPLATE.id(path, "workflow_id");
        String jobId = TEMPLATE.id(path, "job_id");
        NoParameters.check(request.getQueryString());
        reads.answer(request, context.res(), workflowId, view -> view.job(workflowId, jobId), (response, row) -> {
            byte[] json = row.orElseThrow(() -> new ProblemException(Problems.jobNotFound()));
            ETags.unlessKnown(request, response, json, workflowId, jobId);
        });
    }
}

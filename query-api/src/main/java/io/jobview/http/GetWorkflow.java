package io.jobview.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * {@code GET /workflows/{workflow_id}}: how many jobs it has, by status and trigger. One that nobody heard of has none, as its list
 * is empty: a workflow is nothing but its jobs, and a poller may be there before the first.
 */
final class GetWorkflow implements Handler {

    static final String PATH = ListWorkflows.PATH + "/{workflow_id}";

    private static final PathTemplate TEMPLATE = new PathTemplate(PATH);

    private final FreshReads reads;

    GetWorkflow(FreshReads reads) {
        this.reads = reads;
    }

    @Override
    public void handle(Context context) throws IOException {
        HttpServletRequest request = context.req();
        String workflowId = TEMPLATE.id(request.getRequestURI(), "workflow_id");
        NoParameters.check(request.getQueryString());
        reads.answer(
                request,
                context.res(),
                workflowId,
                view -> view.workflow(workflowId),
                (response, counts) -> ETags.unlessKnown(request, response, WorkflowJson.bytes(counts), workflowId));
    }
}

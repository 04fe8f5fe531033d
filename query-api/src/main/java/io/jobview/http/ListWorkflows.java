package io.jobview.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.jobview.auth.Principal;
import io.jobview.cluster.Peers;
import io.jobview.cursor.WorkflowCursor;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsPart;
import io.jobview.query.WorkflowsRequest;
import io.jobview.view.JobView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /workflows}: the workflows that have jobs, by id as UTF-8 bytes, with their counts. A peer is answered from here alone, and
 * told all that is not here as missing.
 */
final class ListWorkflows implements Handler {

    static final String PATH = "/workflows";

    /** Names the home partitions whose workflows are not in the answer. */
    static final String INCOMPLETE = "View-Incomplete";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final JobView view;
    private final ReadAnswers answers;
    private final @Nullable Peers peers;

    ListWorkflows(JobView view, ReadAnswers answers, @Nullable Peers peers) {
        this.view = view;
        this.answers = answers;
        this.peers = peers;
    }

    @Override
    public void handle(Context context) throws IOException {
        HttpServletRequest request = context.req();
        Principal principal = AuthGuard.principal(request);
        Predicate<String> visible = principal == null ? workflowId -> true : principal.workflows()::allows;
        WorkflowsRequest asked = WorkflowsParameters.parse(request.getQueryString(), visible);
        answers.answer(
                request,
                context.res(),
                view.from(PeerGuard.readFrom(request)).workflows(asked),
                (response, page) -> serve(request, response, page, asked));
    }

    private void serve(
            HttpServletRequest request, HttpServletResponse response, WorkflowsPage here, WorkflowsRequest asked)
            throws IOException {
        if (peers == null || PeerGuard.isFromPeer(request) || here.missing().isEmpty()) {
            write(request, response, here.part(), here.missing());
            return;
        }
        BigDecimal lagHere = new BigDecimal(response.getHeader(Answer.VIEW_LAG));
        WorkflowsGather all = new WorkflowsGather(peers, view, asked, ReadAnswers.target(request), here, lagHere);
        if (all.missing().size() == here.partitions()) {
            throw new ProblemException(Problems.notReady("no instance can be reached", RETRY_AFTER));
        }
        response.setHeader(Answer.VIEW_LAG, all.lagSeconds().toPlainString());
        write(request, response, all.page(), all.missing());
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, WorkflowsPart part, SortedSet<Integer> missing)
            throws IOException {
        if (!missing.isEmpty()) {
            response.setHeader(INCOMPLETE, missing.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        NextLink.set(response, request.getQueryString(), part.next() == null ? "" : WorkflowCursor.encode(part.next()));
        Answer.body(response, 200, Answer.JSON, WorkflowsJson.bytes(part, missing));
    }
}

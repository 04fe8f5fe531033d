package io.jobview.http;

import io.jobview.query.Digest;
import io.jobview.view.JobView;
import io.jobview.view.ReadResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads of one workflow, as fresh as the request wants them: it may wait until the view is, is refused when it is not, and is
 * not given again what it has. Thread-safe.
 */
final class FreshReads {

    private static final ReadAnswers.Body<Digest> REFUSED = (response, none) -> {};

    private final JobView view;
    private final ReadAnswers answers;

    FreshReads(JobView view, ReadAnswers answers) {
        this.view = view;
        this.answers = answers;
    }

    /** What can be answered from the workflow's digest alone. */
    @FunctionalInterface
    interface Known {
        /** Null when it takes a read. */
        ReadAnswers.@Nullable Body<Digest> find(Digest digest);
    }

    /** Answers from the workflow's digest alone where {@code known} can, and then reads no row; else with what is read. */
    <T> void answerUnlessKnown(
            HttpServletRequest request,
            HttpServletResponse response,
            String workflowId,
            Known known,
            Supplier<ReadResult<T>> read,
            ReadAnswers.Body<T> body)
            throws IOException {
        WantedFreshness wanted = WantedFreshness.of(request);
        ReadResult<Digest> digest = read(workflowId, wanted, () -> view.digest(workflowId));
        ReadAnswers.Body<Digest> answer = REFUSED;
        if (digest instanceof ReadResult.Served<Digest> served) {
            answer = known.find(served.value());
        }
        if (answer != null) {
            answer(request, response, workflowId, wanted, digest, answer);
        } else {
            answer(request, response, workflowId, wanted, read(workflowId, wanted, read), body);
        }
    }

    /** Answers with what is read. */
    <T> void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            String workflowId,
            Supplier<ReadResult<T>> read,
            ReadAnswers.Body<T> body)
            throws IOException {
        WantedFreshness wanted = WantedFreshness.of(request);
        answer(request, response, workflowId, wanted, read(workflowId, wanted, read), body);
    }

    private <T> ReadResult<T> read(String workflowId, WantedFreshness wanted, Supplier<ReadResult<T>> read) {
        return wanted.isAny() ? read.get() : view.atLeast(workflowId, wanted.freshness(), read);
    }

    private <T> void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            String workflowId,
            WantedFreshness wanted,
            ReadResult<T> result,
            ReadAnswers.Body<T> body)
            throws IOException {
        if (wanted.waits()) {
            response.setHeader(Prefer.APPLIED, "wait=" + wanted.waitAtMost().toSeconds());
        }
        boolean held = result instanceof ReadResult.Behind<T>
                && wanted.waits()
                && Waits.ask(
                        request, wake -> view.whenFresh(workflowId, wanted.freshness(), wanted.waitAtMost(), wake));
        if (held) {
            return;
        }
        answers.answer(request, response, result, wanted.waitAtMost(), body);
    }
}

package io.jobview.http;

import io.jobview.query.Digest;
import io.jobview.view.JobView;
import io.jobview.view.ReadFrom;
import io.jobview.view.ReadResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads of one workflow, as fresh as the request wants them: it may wait until the view is, is refused when it is not, and is
 * not given again what it has. Thread-safe.
 */
final class FreshReads {

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
            Function<JobView, ReadResult<T>> read,
            ReadAnswers.Body<T> body)
            throws IOException {
        WantedFreshness wanted = wanted(request);
        JobView from = from(request);
        Function<JobView, ReadResult<Optional<Digest>>> readDigest = SelectorReads.isOn(request)
                ? view -> view.cachedDigest(workflowId)
                : view -> view.digest(workflowId).map(Optional::of);
        ReadResult<Optional<Digest>> digest = read(from, workflowId, wanted, readDigest);
        if (!(digest instanceof ReadResult.Served<Optional<Digest>> served)) {
            // What a copy or the owner answers instead is the whole answer.
            ReadResult<T> refused = digest.map(none -> {
                throw new IllegalStateException("only what is served has a value");
            });
            answer(request, response, workflowId, wanted, refused, read, body);
            return;
        }
        if (served.value().isEmpty()) {
            SelectorReads.moveToWorker(request);
            return;
        }
        ReadAnswers.Body<Digest> answer = known.find(served.value().get());
        if (answer != null) {
            ReadResult<Digest> now = digest.map(Optional::get);
            answer(request, response, workflowId, wanted, now, view -> view.digest(workflowId), answer);
        } else {
            answer(request, response, workflowId, wanted, read(from, workflowId, wanted, read), read, body);
        }
    }

    /** Answers with what is read. */
    <T> void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            String workflowId,
            Function<JobView, ReadResult<T>> read,
            ReadAnswers.Body<T> body)
            throws IOException {
        WantedFreshness wanted = wanted(request);
        ReadResult<T> result = read(from(request), workflowId, wanted, read);
        answer(request, response, workflowId, wanted, result, read, body);
    }

    /** Of a peer's request the partitions were looked at where its reader came in: it may have seen the topic grow before. */
    private WantedFreshness wanted(HttpServletRequest request) {
        return WantedFreshness.of(request, PeerGuard.isFromPeer(request) ? () -> 0 : view::eventPartitions);
    }

    private JobView from(HttpServletRequest request) {
        return view.from(PeerGuard.readFrom(request));
    }

    private static <T> ReadResult<T> read(
            JobView from, String workflowId, WantedFreshness wanted, Function<JobView, ReadResult<T>> read) {
        return wanted.isAny() ? read.apply(from) : from.atLeast(workflowId, wanted.freshness(), () -> read.apply(from));
    }

    private <T> void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            String workflowId,
            WantedFreshness wanted,
            ReadResult<T> result,
            Function<JobView, ReadResult<T>> read,
            ReadAnswers.Body<T> body)
            throws IOException {
        if (wanted.waits()) {
            response.setHeader(Prefer.APPLIED, "wait=" + wanted.waitAtMost().toSeconds());
        }
        Duration left = Waits.left(request, wanted.waitAtMost());
        boolean held = result instanceof ReadResult.Behind<T>
                && wanted.waits()
                && Waits.ask(request, wake -> from(request).whenFresh(workflowId, wanted.freshness(), left, wake));
        if (held || isMoving(request, result) && Waits.askAnew(request, wanted.waitAtMost())) {
            return;
        }
        JobView copies = view.from(ReadFrom.ANY_COPY);
        answers.answer(
                request, response, result, wanted.waitAtMost(), () -> read(copies, workflowId, wanted, read), body);
    }

    /**
     * Whether one who still has time can hope for another answer: a wait that ended early, as when a copy becomes the owner, or a partition
     * that is on its way. Of that a peer is told at once: its reader waits where it came in.
     */
    private static boolean isMoving(HttpServletRequest request, ReadResult<?> result) {
        boolean gone =
                result instanceof ReadResult.Elsewhere && Waits.isOver(request) && !ReadAnswers.isForwarded(request);
        return result instanceof ReadResult.Behind
                || !PeerGuard.isFromPeer(request) && (gone || result instanceof ReadResult.NotReady);
    }
}

package io.jobview.http;

import io.jobview.query.ViewPosition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one table of errors: type, title and status of each are part of the contract with readers. */
final class Problems {

    private static final long EXPORT_RETRY_SECONDS = 5;

    private Problems() {}

    static Problem invalidParameters(List<Problem.Invalid> errors) {
        Problem.Invalid first = errors.get(0);
        String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
        String detail = first.parameter() + " must be " + first.allowed() + more;
        return problem("invalid-parameter", "A parameter is not allowed", 400, detail, errors);
    }

    static Problem unknownParameter(List<Problem.Invalid> errors) {
        Problem.Invalid first = errors.get(0);
        String detail =
                "there is no parameter " + ProblemJson.shortened(first.parameter()) + "; there are " + first.allowed();
        return problem("unknown-parameter", "There is no such parameter", 400, detail, errors);
    }

    static Problem foreignCursor(Problem.Invalid cursor) {
        String detail = "the cursor belongs to another workflow or other filters; start without one";
        return problem("foreign-cursor", "The cursor belongs to another list", 400, detail, List.of(cursor));
    }

    static Problem notFound() {
        return problem(
                "not-found",
                "There is nothing here",
                404,
                "workflows are at /workflows, jobs at " + ListJobs.PATH,
                List.of());
    }

    static Problem jobNotFound() {
        String detail = "the workflow has no such job now: it was deleted, or no event of it has been folded";
        return problem("job-not-found", "There is no such job", 404, detail, List.of());
    }

    static Problem tooManyExports() {
        String detail = "as many exports run as may at once";
        return new Problem("too-many-exports", "Too many exports", 429, detail, List.of(), EXPORT_RETRY_SECONDS, null);
    }

    static Problem methodNotAllowed() {
        String detail = "the API only reads: use " + Route.ALLOW;
        return new Problem(
                "method-not-allowed", "The method is not allowed", 405, detail, List.of(), null, Route.ALLOW);
    }

    static Problem notAcceptable(List<String> mediaTypes) {
        String detail = "Accept excludes what there is: " + String.join(", ", mediaTypes);
        return problem("not-acceptable", "No media type is accepted", 406, detail, List.of());
    }

    static Problem contentTooLarge() {
        return problem("content-too-large", "The content is too large", 413, "the API takes none", List.of());
    }

    static Problem uriTooLong() {
        String detail = "at most " + GateServlet.MAX_TARGET + " bytes";
        return problem("uri-too-long", "The request target is too long", 414, detail, List.of());
    }

    static Problem tooManyRequests() {
        String detail = "as many requests as can be are being worked on, and as many wait as may";
        return new Problem("too-many-requests", "There are too many requests", 429, detail, List.of(), 1L, null);
    }

    private static Problem headersTooLarge() {
        String detail = "at most " + JettyParts.MAX_HEADERS + " bytes with the request line";
        return problem("headers-too-large", "The headers are too large", 431, detail, List.of());
    }

    static Problem notReady(String reason, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
        return new Problem("not-ready", "The view cannot answer yet", 503, reason, List.of(), seconds, null);
    }

    static Problem unauthenticated() {
        String detail = "send Authorization: Bearer and a token";
        return problem("unauthenticated", "A token is needed", 401, detail, List.of());
    }

    static Problem invalidToken(String reason) {
        return problem("invalid-token", "The token is not good", 401, reason, List.of());
    }

    static Problem invalidRequest(String reason) {
        return problem("invalid-request", "The credentials cannot be read", 400, reason, List.of());
    }

    static Problem insufficientScope(String scope) {
        String detail = "the token has not the scope " + scope;
        return problem("insufficient-scope", "The token may not be used for this", 403, detail, List.of());
    }

    static Problem workflowForbidden() {
        String detail = "the token is limited to other workflows";
        return problem("workflow-forbidden", "The workflow is not this token's", 403, detail, List.of());
    }

    static Problem peerForbidden(boolean peersAreTaken) {
        String detail = peersAreTaken
                ? "only the other instances of this view may ask here: the secrets or the clocks differ"
                : "this instance has no peers: peer.secret is not set";
        return problem("peer-forbidden", "This is for the service's own instances", 403, detail, List.of());
    }

    private static Problem hostForbidden() {
        String detail = "while anybody may read, ask for localhost or 127.0.0.1";
        return problem("host-forbidden", "The name is not one of this machine", 403, detail, List.of());
    }

    static Problem keysUnavailable(String reason) {
        return new Problem("keys-unavailable", "The token cannot be checked now", 503, reason, List.of(), 5L, null);
    }

    static Problem viewBehind(ViewPosition position, @Nullable Duration lag, Duration retryAfter) {
        String detail = "the view has folded " + (position.equals(ViewPosition.EMPTY) ? "nothing" : position)
                + (lag == null
                        ? "; how old it is, is not known"
                        : " and is at most " + Answer.seconds(lag) + " s behind");
        long seconds = Math.max(1, retryAfter.toSeconds());
        return new Problem(
                "view-behind", "The view is not as fresh as was asked for", 503, detail, List.of(), seconds, null);
    }

    /** Says nothing of the inside: the log has it under {@code errorId}. */
    static Problem internal(String errorId) {
        return problem("internal", "The service failed", 500, "the log has it as " + errorId, List.of());
    }

    /** What Jetty refused before any route saw it. */
    static Problem refusedByServer(int status) {
        return switch (status) {
            case 403 -> hostForbidden();
            case 404 -> notFound();
            case 405, 501 -> methodNotAllowed();
            case 414 -> uriTooLong();
            case 429 -> tooManyRequests();
            case 431 -> headersTooLarge();
            case 408 -> problem("timeout", "The request took too long", 408, "send it faster", List.of());
            case 413 -> contentTooLarge();
            case 417 -> problem("expectation-failed", "The expectation cannot be met", 417, "send none", List.of());
            case 505 -> badRequest(); // also what Jetty says of a target with a space: the fault is the reader's
            case 503 -> notReady("the service is stopping or overloaded", Duration.ofSeconds(1));
            default ->
                status >= 500
                        ? problem("internal", "The service failed", 500, "the log has it", List.of())
                        : badRequest();
        };
    }

    private static Problem badRequest() {
        String detail = "the request line or a header is malformed; in a path every % must stand before two hex digits";
        return problem("bad-request", "The request is not sound HTTP", 400, detail, List.of());
    }

    private static Problem problem(String code, String title, int status, String detail, List<Problem.Invalid> errors) {
        return new Problem(code, title, status, detail, errors, null, null);
    }
}

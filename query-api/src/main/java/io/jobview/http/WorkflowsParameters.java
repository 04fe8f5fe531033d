package io.jobview.http;

import io.jobview.cursor.WorkflowCursor;
import io.jobview.query.PageRequest;
import io.jobview.query.WorkflowsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of the list of workflows. For one request, on one thread. */
final class WorkflowsParameters {

    private static final String PARAMETERS = "cursor, limit";
    private static final String CURSOR = "the cursor of an earlier page of the workflows, given once";

    private final List<Problem.Invalid> unknown = new ArrayList<>(0);
    private final List<Problem.Invalid> invalid = new ArrayList<>(0);
    private @Nullable String cursor;
    private @Nullable String limit;

    private WorkflowsParameters() {}

    /** @throws ProblemException when a parameter is wrong */
    static WorkflowsRequest parse(@Nullable String rawQuery, Predicate<String> visible) {
        WorkflowsParameters parameters = new WorkflowsParameters();
        QueryReader pairs = new QueryReader(rawQuery);
        while (pairs.next()) {
            parameters.take(pairs);
        }
        return parameters.request(visible);
    }

    private void take(QueryReader pair) {
        String name = pair.name();
        String value = pair.value();
        if ("cursor".equals(name)) {
            cursor = once("cursor", cursor, value, pair.rawValue(), CURSOR);
        } else if ("limit".equals(name)) {
            limit = once("limit", limit, value, pair.rawValue(), Limit.ALLOWED);
        } else {
            unknown.add(
                    name == null // then the value could be a token
                            ? new Problem.Invalid(pair.rawName(), "", PARAMETERS)
                            : new Problem.Invalid(name, pair.rawValue(), PARAMETERS));
        }
    }

    private @Nullable String once(
            String name, @Nullable String before, @Nullable String value, String raw, String allowed) {
        if (value == null || before != null) {
            invalid.add(new Problem.Invalid(name, value == null ? raw : value, allowed));
        }
        return value;
    }

    private WorkflowsRequest request(Predicate<String> visible) {
        int rows = Limit.read(limit, PageRequest.DEFAULT_LIMIT);
        if (rows == Limit.WRONG && limit != null) {
            invalid.add(new Problem.Invalid("limit", limit, Limit.ALLOWED));
        }
        String after = cursor == null || cursor.isEmpty() ? null : WorkflowCursor.decode(cursor);
        if (after == null && cursor != null && !cursor.isEmpty()) {
            invalid.add(new Problem.Invalid("cursor", cursor, CURSOR));
        }
        if (!unknown.isEmpty()) {
            throw new ProblemException(Problems.unknownParameter(unknown));
        }
        if (!invalid.isEmpty()) {
            throw new ProblemException(Problems.invalidParameters(invalid));
        }
        return new WorkflowsRequest(rows, after, visible);
    }
}

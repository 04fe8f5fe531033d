package io.jobview.http;

import io.jobview.cursor.CursorCodec;
import io.jobview.cursor.CursorResult;
import io.jobview.event.Rfc3339;
import io.jobview.query.CreatedRange;
import io.jobview.query.JobFilter;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of the list, and says of every wrong one what is allowed. For one request, on one thread. */
final class JobsQuery {

    private static final String PARAMETERS = "cursor, status, trigger, created_after, created_before, limit";
    private static final String ENCODING = "percent-encoded UTF-8";
    private static final String CURSOR = "the cursor of an earlier page of this workflow and these filters, given once";
    private static final String TIME = "an RFC 3339 time such as 2026-01-31T12:00:00Z, given once";

    private final List<Problem.Invalid> unknown = new ArrayList<>(0);
    private final List<Problem.Invalid> invalid = new ArrayList<>(0);
    private @Nullable String cursor;
    private @Nullable String limit;
    private @Nullable String createdAfter;
    private @Nullable String createdBefore;
    private int statuses;
    private int triggers;

    private JobsQuery() {}

    /**
     * @param defaultLimit the limit when none is asked for
     * @throws ProblemException when a parameter is wrong
     */
    static PageRequest parse(String workflowId, @Nullable String rawQuery, int defaultLimit) {
        JobsQuery query = new JobsQuery();
        QueryReader pairs = new QueryReader(rawQuery);
        while (pairs.next()) {
            query.take(pairs);
        }
        return query.request(workflowId, defaultLimit);
    }

    private void take(QueryReader pair) {
        String name = pair.name();
        String value = pair.value();
        if (name == null) {
            unknown.add(new Problem.Invalid(pair.rawName(), "", PARAMETERS)); // it could be a token
        } else if (value == null) {
            invalid.add(new Problem.Invalid(name, pair.rawValue(), ENCODING));
        } else {
            take(name, value);
        }
    }

    private void take(String name, String value) {
        switch (name) {
            case "cursor" -> cursor = once(name, cursor, value, CURSOR);
            case "created_after" -> createdAfter = once(name, createdAfter, value, TIME);
            case "created_before" -> createdBefore = once(name, createdBefore, value, TIME);
            case "limit" -> limit = once(name, limit, value, Limit.ALLOWED);
            case "status" -> statuses |= named(name, FilterNames.statuses(value), value, FilterNames.STATUSES);
            case "trigger" -> triggers |= named(name, FilterNames.triggers(value), value, FilterNames.TRIGGERS);
            default -> unknown.add(new Problem.Invalid(name, value, PARAMETERS));
        }
    }

    private String once(String name, @Nullable String before, String value, String allowed) {
        if (before != null) {
            invalid.add(new Problem.Invalid(name, value, allowed));
        }
        return value;
    }

    private int named(String name, int bits, String value, String allowed) {
        if (bits == FilterNames.WRONG) {
            invalid.add(new Problem.Invalid(name, value, allowed));
            return 0;
        }
        return bits;
    }

    private PageRequest request(String workflowId, int defaultLimit) {
        int rows = limit(defaultLimit);
        CreatedRange created = range(time("created_after", createdAfter), time("created_before", createdBefore));
        if (!unknown.isEmpty()) {
            throw new ProblemException(Problems.unknownParameter(unknown));
        }
        if (!invalid.isEmpty()) {
            throw new ProblemException(Problems.invalidParameters(invalid));
        }
        JobFilter filter = FilterNames.filter(statuses, triggers).within(created);
        return new PageRequest(workflowId, filter, rows, after(workflowId, filter));
    }

    private static CreatedRange range(@Nullable Instant from, @Nullable Instant before) {
        return from == null && before == null ? CreatedRange.EVER : new CreatedRange(from, before);
    }

    private @Nullable Instant time(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        // The plus of an offset that was not percent-encoded arrives as a space; no time holds one.
        Instant time = Rfc3339.parse(value.replace(' ', '+'));
        if (time == null) {
            invalid.add(new Problem.Invalid(name, value, TIME));
        }
        return time;
    }

    private int limit(int absent) {
        int rows = Limit.read(limit, absent);
        if (rows == Limit.WRONG) {
            invalid.add(new Problem.Invalid("limit", limit == null ? "" : limit, Limit.ALLOWED));
            return absent;
        }
        return rows;
    }

    private @Nullable RowPosition after(String workflowId, JobFilter filter) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        CursorResult result = CursorCodec.decode(cursor, workflowId, filter);
        if (result instanceof CursorResult.Decoded decoded) {
            return decoded.position();
        }
        Problem.Invalid wrong = new Problem.Invalid("cursor", cursor, CURSOR);
        throw new ProblemException(
                result instanceof CursorResult.Foreign
                        ? Problems.foreignCursor(wrong)
                        : Problems.invalidParameters(List.of(wrong)));
    }
}

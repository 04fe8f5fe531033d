package io.jobview.query;

import org.jspecify.annotations.Nullable;

/**
 * One page of one workflow's jobs, newest first.
 *
 * @param limit the greatest number of rows in the page, 1 to {@value #MAX_LIMIT}
 * @param after the page starts after this place; null for the first page
 */
public record PageRequest(
        String workflowId,
        JobFilter filter,
        int limit,
        @Nullable RowPosition after) {

    public static final int MAX_LIMIT = 1000;
    public static final int DEFAULT_LIMIT = 10;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit + " is not in 1.." + MAX_LIMIT);
        }
    }
}

package io.jobview.query;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of the view's workflows, by id as UTF-8 bytes.
 *
 * @param limit the greatest number of workflows in the page, 1 to {@value PageRequest#MAX_LIMIT}
 * @param after the page starts after this id; null for the first page
 * @param visible which workflow ids the reader may see; may be asked from any thread
 */
public record WorkflowsRequest(int limit, @Nullable String after, Predicate<String> visible) {

    public WorkflowsRequest {
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit + " is not in 1.." + PageRequest.MAX_LIMIT);
        }
    }
}

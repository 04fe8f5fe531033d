package io.jobview.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the workflows of one or several partitions, by id as UTF-8 bytes. May hold fewer than were asked for.
 *
 * @param workflows those with jobs; none of an id greater than {@code next}
 * @param next everything up to this id is in it, and more may follow; null when nothing follows
 */
public record WorkflowsPart(
        List<WorkflowCounts> workflows, @Nullable String next) {

    public static final WorkflowsPart NONE = new WorkflowsPart(List.of(), null);

    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(id -> id.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    public WorkflowsPart {
        workflows = List.copyOf(workflows);
    }

    /**
     * The first {@code limit} workflows of all parts. What lies beyond the end of a part that has more is left for the next
     * page: that part may have ids before it.
     */
    public static WorkflowsPart merge(Collection<WorkflowsPart> parts, int limit) {
        String bound = null;
        Map<String, WorkflowCounts> byId = new TreeMap<>(BY_BYTES); // a partition that moves may be in two parts
        for (WorkflowsPart part : parts) {
            String next = part.next();
            if (next != null && (bound == null || BY_BYTES.compare(next, bound) < 0)) {
                bound = next;
            }
            part.workflows().forEach(workflow -> byId.putIfAbsent(workflow.workflowId(), workflow));
        }
        List<WorkflowCounts> page = new ArrayList<>();
        for (WorkflowCounts workflow : byId.values()) {
            if (bound != null && BY_BYTES.compare(workflow.workflowId(), bound) > 0) {
                break;
            }
            if (page.size() == limit) {
                return new WorkflowsPart(page, page.get(limit - 1).workflowId());
            }
            page.add(workflow);
        }
        return new WorkflowsPart(page, bound);
    }
}

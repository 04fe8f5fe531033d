package io.jobview.query;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * What this instance can say of the view's workflows.
 *
 * @param part the workflows of the partitions that are active here
 * @param partitions how many home partitions the view has
 * @param missing the home partitions that are not
 * @param owners the advertised addresses of the instances that own missing partitions, with those partitions
 */
public record WorkflowsPage(
        WorkflowsPart part, int partitions, SortedSet<Integer> missing, Map<URI, Set<Integer>> owners) {}

package io.jobview.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowsPartTest {

    @Test
    void pagesOverPartitionsChainToAllWorkflowsWhateverEachPartitionGives() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 300; run++) {
            List<TreeSet<String>> partitions = new ArrayList<>();
            TreeSet<String> all = new TreeSet<>();
            for (int p = random.nextInt(1, 5); p > 0; p--) {
                partitions.add(new TreeSet<>());
            }
            for (int i = random.nextInt(40); i > 0; i--) {
                String id = Integer.toString(random.nextInt(1000), 36);
                all.add(id);
                partitions.get(random.nextInt(partitions.size())).add(id); // some in two: a partition that moves
            }
            int limit = random.nextInt(1, 12);
            List<String> chained = new ArrayList<>();
            String after = null;
            do {
                String from = after;
                List<WorkflowsPart> parts = partitions.stream()
                        .map(ids -> part(ids, from, random.nextInt(1, limit + 1)))
                        .toList();
                WorkflowsPart page = WorkflowsPart.merge(parts, limit);
                assertThat(page.workflows()).as("seed %d", seed).hasSizeLessThanOrEqualTo(limit);
                page.workflows().forEach(workflow -> chained.add(workflow.workflowId()));
                after = page.next();
            } while (after != null);
            assertThat(chained).as("seed %d", seed).containsExactlyElementsOf(all);
        }
    }

    @Test
    void nothingMergesToNothing() {
        assertThat(WorkflowsPart.merge(List.of(), 10)).isEqualTo(WorkflowsPart.NONE);
    }

    private static WorkflowsPart part(NavigableSet<String> ids, @Nullable String after, int most) {
        List<String> following = List.copyOf(after == null ? ids : ids.tailSet(after, false));
        List<String> given = following.subList(0, Math.min(most, following.size()));
        String next = given.size() < following.size() ? given.get(given.size() - 1) : null;
        return new WorkflowsPart(
                given.stream().map(id -> new WorkflowCounts(id, Map.of(), null)).toList(), next);
    }
}

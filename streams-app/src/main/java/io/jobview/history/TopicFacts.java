package io.jobview.history;

import java.util.Map;

/**
 * What the broker said of the view's topics when it was last asked. Immutable: a later answer is another value.
 *
 * @param history which history a store must be of to be served
 * @param eventPartitions how many partitions the events topic has; at least as many as there are homes
 * @param changelog id of the changelog topic
 * @param changelogBegins where each of its partitions begins: beyond 0 once states were deleted from it
 */
public record TopicFacts(History history, int eventPartitions, String changelog, Map<Integer, Long> changelogBegins) {

    public TopicFacts {
        changelogBegins = Map.copyOf(changelogBegins);
    }

    /** Where this partition of the changelog begins. */
    public long changelogBegin(int partition) {
        return changelogBegins.getOrDefault(partition, 0L);
    }

    /** Whether the changelog still holds all that a checkpoint speaks of. */
    public boolean holds(Checkpoint checkpoint) {
        return checkpoint.changelog().equals(changelog)
                && checkpoint.changelogBegin() >= changelogBegin(checkpoint.partition());
    }
}

package io.jobview.view;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How old the view of an input partition can be at most. Its end is sampled together with the time; once the view has
 * consumed up to there, it holds everything that was published until then. Thread-safe.
 */
final class LagWatch {

    /** An end still to be reached, and the moment that it stands for. */
    private record Target(long end, Moment asOf) {}

    private final Map<TopicPartition, Target> targets = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Moment> complete = new ConcurrentHashMap<>();

    /**
     * Notes that everything published until {@code asOf} stands before {@code end}. An older target that is not yet reached stays: a view
     * that is always a moment behind a busy topic would otherwise never reach any.
     */
    void sampled(TopicPartition input, long end, Moment asOf) {
        targets.putIfAbsent(input, new Target(end, asOf));
    }

    /** Notes that everything before {@code next} is consumed. */
    void consumed(TopicPartition input, long next) {
        Target target = targets.get(input);
        if (target != null && next >= target.end()) {
            complete.merge(input, target.asOf(), (one, other) -> one.isBefore(other) ? other : one);
            targets.remove(input);
        }
    }

    /** The moment until which all of these inputs are consumed; null while it is not known of each, or there are none. */
    @Nullable
    Moment complete(Collection<TopicPartition> inputs) {
        Moment oldest = null;
        for (TopicPartition input : inputs) {
            Moment one = complete.get(input);
            if (one == null) {
                return null;
            }
            oldest = oldest == null || one.isBefore(oldest) ? one : oldest;
        }
        return oldest;
    }

    /** An upper bound of the age; null while the view has not once reached an end. */
    @Nullable
    Duration lag(TopicPartition input, Moment now) {
        Moment one = complete.get(input);
        return one == null ? null : one.until(now);
    }
}

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
    private record Target(long end, long asOfNanos) {}

    private final Map<TopicPartition, Target> targets = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> completeNanos = new ConcurrentHashMap<>();

    /**
     * Notes that everything published until {@code asOfNanos} stands before {@code end}. An older target that is not yet reached stays: a view
     * that is always a moment behind a busy topic would otherwise never reach any.
     */
    void sampled(TopicPartition input, long end, long asOfNanos) {
        targets.putIfAbsent(input, new Target(end, asOfNanos));
    }

    /** Notes that everything before {@code next} is consumed. */
    void consumed(TopicPartition input, long next) {
        Target target = targets.get(input);
        if (target != null && next >= target.end()) {
            completeNanos.merge(input, target.asOfNanos(), Math::max);
            targets.remove(input);
        }
    }

    /** The moment until which all of these inputs are consumed; null while it is not known of each, or there are none. */
    @Nullable
    Long completeNanos(Collection<TopicPartition> inputs) {
        Long oldest = null;
        for (TopicPartition input : inputs) {
            Long complete = completeNanos.get(input);
            if (complete == null) {
                return null;
            }
            oldest = oldest == null || complete - oldest < 0 ? complete : oldest;
        }
        return oldest;
    }

    /** An upper bound of the age; null while the view has not once reached an end. */
    @Nullable
    Duration lag(TopicPartition input, long nowNanos) {
        Long complete = completeNanos.get(input);
        return complete == null ? null : Duration.ofNanos(Math.max(0, nowNanos - complete));
    }
}

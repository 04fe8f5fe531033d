package io.jobview.view;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How old the view of an input partition can be at most. Its end is sampled together with the time; once the view has
 * consumed up to there, it holds everything that was published until then. Thread-safe.
 */
final class LagWatch {

    /** An end still to be reached, and when it was sampled. */
    private record Target(long end, long sampledNanos) {}

    private final Map<TopicPartition, Target> targets = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> completeNanos = new ConcurrentHashMap<>();

    /**
     * Notes that the input ended at {@code end} at {@code sampledNanos}. An older target that is not yet reached stays: a view
     * that is always a moment behind a busy topic would otherwise never reach any.
     */
    void sampled(TopicPartition input, long end, long sampledNanos) {
        targets.putIfAbsent(input, new Target(end, sampledNanos));
    }

    /** Notes that everything before {@code next} is consumed. */
    void consumed(TopicPartition input, long next) {
        Target target = targets.get(input);
        if (target != null && next >= target.end()) {
            completeNanos.merge(input, target.sampledNanos(), Math::max);
            targets.remove(input);
        }
    }

    /** An upper bound of the age; null while the view has not once reached an end. */
    @Nullable
    Duration lag(TopicPartition input, long nowNanos) {
        Long complete = completeNanos.get(input);
        return complete == null ? null : Duration.ofNanos(Math.max(0, nowNanos - complete));
    }
}

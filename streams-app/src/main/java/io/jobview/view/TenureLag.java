package io.jobview.view;

import io.jobview.topology.InputTenure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How old the view of an input that is consumed here can be at most, as far as its present tenure knows. Thread-safe. */
final class TenureLag {

    private record Watched(InputTenure tenure, LagWatch watch) {}

    private final Map<TopicPartition, Watched> byInput = new ConcurrentHashMap<>();

    /** See {@link LagWatch#sampled}. */
    void sampled(InputTenure tenure, TopicPartition input, long end, Moment asOf) {
        watch(tenure, input).sampled(input, end, asOf);
    }

    void look(InputTenure tenure, TopicPartition input) {
        watch(tenure, input).consumed(input, tenure.next());
    }

    private LagWatch watch(InputTenure tenure, TopicPartition input) {
        return byInput.compute(
                        input,
                        (any, before) -> before != null && before.tenure() == tenure
                                ? before
                                : new Watched(tenure, new LagWatch()))
                .watch();
    }

    /** An upper bound of the age; null while this tenure has not once reached an end. */
    @Nullable
    Duration lag(InputTenure tenure, TopicPartition input, Moment now) {
        Watched watched = byInput.get(input);
        return watched == null || watched.tenure() != tenure
                ? null
                : watched.watch().lag(input, now);
    }
}

package io.jobview.view;

import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.topology.ViewTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is proven of one copy. A proof stays true as long as its store is open: what a store holds only grows. Sampled and looked
 * at by one thread; the thread that loads the store tells how far it is, any thread asks.
 */
final class HeldCopy {

    /**
     * The broker's answers.
     *
     * @param committed of the inputs, asked before {@code ends}
     * @param sampledNanos before {@code ends} were asked
     * @param passedOnNanos until when all events had been passed on before {@code ends} were asked; null while that is not known
     */
    record Sample(
            ViewTopics topics,
            int home,
            Map<TopicPartition, Long> committed,
            Map<TopicPartition, Long> ends,
            long sampledNanos,
            @Nullable Long passedOnNanos) {

        private TopicPartition events() {
            return new TopicPartition(topics.events(), home);
        }

        private TopicPartition rerouted() {
            return new TopicPartition(topics.rerouted(), home);
        }

        private long changelogEnd() {
            return ends.getOrDefault(new TopicPartition(topics.changelog(), home), Long.MAX_VALUE);
        }

        private long committed(TopicPartition input) {
            return committed.getOrDefault(input, 0L);
        }

        private long end(TopicPartition input) {
            return ends.getOrDefault(input, Long.MAX_VALUE);
        }

        /** Committed by partition of the events topic. */
        private Map<Integer, Long> ofEvents() {
            Map<Integer, Long> offsets = new HashMap<>();
            committed.forEach((input, offset) -> {
                if (input.topic().equals(topics.events())) {
                    offsets.put(input.partition(), offset);
                }
            });
            return Map.copyOf(offsets);
        }
    }

    private final OpenStore store;
    private final LagWatch watch = new LagWatch();
    private volatile long loaded;
    private volatile Map<Integer, Long> next = Map.of();
    private volatile long nextOfHome;
    private volatile @Nullable TopicPartition events;
    private volatile @Nullable TopicPartition rerouted;

    private @Nullable Sample unproven; // these two of the one thread
    private @Nullable Sample unmet;

    HeldCopy(OpenStore store) {
        this.store = store;
    }

    boolean isOf(OpenStore other) {
        return store == other;
    }

    boolean isOpen(LocalStores locals) {
        return locals.find(store.partition()).filter(this::isOf).isPresent();
    }

    void loaded(long nextOffset) {
        loaded = nextOffset;
    }

    /** Notes that the store itself has folded its inputs up to here. */
    void folded(long nextOfEvents, long nextOfRerouted) {
        TopicPartition ofEvents = events;
        TopicPartition ofRerouted = rerouted;
        if (ofEvents != null && ofRerouted != null) { // it was sampled once
            nextOfHome = Math.max(nextOfHome, nextOfEvents);
            watch.consumed(ofEvents, nextOfEvents);
            watch.consumed(ofRerouted, nextOfRerouted);
        }
    }

    /** A sample that is not yet proven or met stays: a copy that is always a moment behind would otherwise never prove any. */
    void sampled(Sample sample) {
        events = sample.events();
        rerouted = sample.rerouted();
        watch.sampled(sample.events(), sample.end(sample.events()), sample.sampledNanos());
        if (sample.passedOnNanos() != null) {
            watch.sampled(sample.rerouted(), sample.end(sample.rerouted()), sample.passedOnNanos());
        }
        unproven = unproven == null ? sample : unproven;
        unmet = unmet == null ? sample : unmet;
        look();
    }

    void look() {
        Sample sample = unproven;
        if (sample == null || loaded < sample.changelogEnd()) {
            return;
        }
        unproven = null; // the copy holds all that was committed when this was sampled
        long ofRerouted = sample.committed(sample.rerouted());
        nextOfHome = Math.max(nextOfHome, sample.committed(sample.events()));
        watch.consumed(sample.events(), sample.committed(sample.events()));
        watch.consumed(sample.rerouted(), ofRerouted);
        Sample passed = unmet;
        if (passed != null && ofRerouted >= passed.end(passed.rerouted())) {
            next = passed.ofEvents(); // what these commits had passed on stood before that end
            unmet = null;
        }
    }

    /** Null while it is not known. */
    @Nullable
    Duration lag(boolean withRerouted, long nowNanos) {
        TopicPartition ofEvents = events;
        TopicPartition ofRerouted = rerouted;
        Duration lag = ofEvents == null ? null : watch.lag(ofEvents, nowNanos);
        if (lag == null || ofRerouted == null || !withRerouted) {
            return lag;
        }
        Duration passed = watch.lag(ofRerouted, nowNanos);
        return passed == null || passed.compareTo(lag) > 0 ? passed : lag;
    }

    /** The offset before which everything of this partition of the events topic that is of this home is in the copy. */
    long next(int partition) {
        return partition == store.partition() ? nextOfHome : next.getOrDefault(partition, 0L);
    }
}

package io.jobview.view;

import io.jobview.history.Checkpoint;
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
     * @param checkpoint read before the ends were asked for; null when there was none
     * @param passedOn until when all events had been passed on before; null while that is not known
     */
    private record Sample(
            @Nullable Checkpoint checkpoint,
            BrokerSample broker,
            @Nullable Moment passedOn) {}

    private final OpenStore store;
    private final TopicPartition events;
    private final TopicPartition rerouted;
    private final TopicPartition changelog;
    private final LagWatch watch = new LagWatch();
    private volatile long loaded;
    private volatile Map<Integer, Long> next = Map.of();
    private volatile long nextOfHome;

    private @Nullable Checkpoint noted; // these three of the one thread
    private @Nullable Sample unproven;
    private @Nullable Sample unmet;

    HeldCopy(OpenStore store, ViewTopics topics) {
        this.store = store;
        events = new TopicPartition(topics.events(), store.partition());
        rerouted = new TopicPartition(topics.rerouted(), store.partition());
        changelog = new TopicPartition(topics.changelog(), store.partition());
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
        nextOfHome = Math.max(nextOfHome, nextOfEvents);
        watch.consumed(events, nextOfEvents);
        watch.consumed(rerouted, nextOfRerouted);
    }

    /** Notes what the changelog vouches for as far as it is read: ends that are asked for from now on may prove it. */
    void note() {
        noted = store.history().isVouched() ? store.history().checkpoint() : null;
    }

    /** A sample that is not yet proven or met stays: a copy that is always a moment behind would otherwise never prove any. */
    void sampled(BrokerSample broker, @Nullable Moment passedOn) {
        watch.sampled(events, broker.end(events), broker.asOf());
        if (passedOn != null) {
            watch.sampled(rerouted, broker.end(rerouted), passedOn);
        }
        Sample sample = new Sample(noted, broker, passedOn);
        unproven = unproven == null || unproven.checkpoint() == null ? sample : unproven;
        unmet = unmet == null ? sample : unmet;
        look();
    }

    void look() {
        Sample sample = unproven;
        if (sample == null
                || sample.checkpoint() == null
                || loaded < sample.broker().end(changelog)) {
            return;
        }
        unproven = null; // the copy holds all that its checkpoint said when this was sampled
        long ofRerouted = sample.checkpoint().rerouted();
        nextOfHome = Math.max(nextOfHome, sample.checkpoint().events());
        watch.consumed(events, sample.checkpoint().events());
        watch.consumed(rerouted, ofRerouted);
        Sample passed = unmet;
        if (passed != null && ofRerouted >= passed.broker().end(rerouted)) {
            next = committedOfEvents(passed.broker()); // what these commits had passed on stood before that end
            unmet = null;
        }
    }

    private Map<Integer, Long> committedOfEvents(BrokerSample broker) {
        Map<Integer, Long> offsets = new HashMap<>();
        broker.committed().forEach((input, offset) -> {
            if (input.topic().equals(events.topic())) {
                offsets.put(input.partition(), offset);
            }
        });
        return Map.copyOf(offsets);
    }

    /** Null while it is not known. */
    @Nullable
    Duration lag(Moment now) {
        Duration lag = watch.lag(events, now);
        Duration passed = watch.lag(rerouted, now);
        if (lag == null || passed == null) {
            return null;
        }
        return passed.compareTo(lag) > 0 ? passed : lag;
    }

    /** The offset before which everything of this partition of the events topic that is of this home is in the copy. */
    long next(int partition) {
        return partition == store.partition() ? nextOfHome : next.getOrDefault(partition, 0L);
    }
}

package io.jobview.view;

import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.topology.HomePartition;
import io.jobview.topology.ViewTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the copies here: the stores that are loaded from their changelog, standbys above all. Another instance folds for them,
 * so all that is known, beside what a store folded while it was active here, is found in this order:
 *
 * <ol>
 *   <li>what the changelog itself vouches for, in the last checkpoint that the copy has read;
 *   <li>where the changelogs end: a state before that checkpoint may have been compacted away for a later one, which stands before
 *       this end; so a copy that is loaded to here holds what the checkpoint says;
 *   <li>where the inputs end, and when that was asked: a copy that holds everything up to there is as old as the question.
 * </ol>
 *
 * So the bound holds whatever became of the owner. While nobody folds, nothing is vouched for, and it grows. Usually it is two
 * commit intervals. The one thread of {@link ProgressThread} samples and looks; all else may come from any thread.
 */
final class CopyProgress {

    private final ViewTopics topics;
    private final HomePartition home;
    private final IntSupplier eventPartitions;
    private final ToLongFunction<TopicPartition> consumed;
    private final LocalStores locals;
    private final Map<Integer, HeldCopy> copies = new ConcurrentHashMap<>();

    /** By what is committed, wherever it is folded. */
    private final LagWatch passedOn = new LagWatch();

    private Map<Integer, HeldCopy> asked = Map.of(); // of the one thread

    /**
     * @param eventPartitions how many partitions the events topic has now
     * @param consumed the offset up to which the local task is done with an input
     */
    CopyProgress(
            ViewTopics topics,
            HomePartition home,
            IntSupplier eventPartitions,
            ToLongFunction<TopicPartition> consumed,
            LocalStores locals) {
        this.topics = topics;
        this.home = home;
        this.eventPartitions = eventPartitions;
        this.consumed = consumed;
        this.locals = locals;
    }

    /** The store of this partition is about to be loaded. */
    void begins(int partition, long start) {
        locals.find(partition).ifPresent(this::copyOf);
        loaded(partition, start);
    }

    /** The store of this partition holds everything of its changelog before this offset. */
    void loaded(int partition, long next) {
        HeldCopy copy = copies.get(partition);
        if (copy != null) {
            copy.loaded(next);
        }
    }

    /** An upper bound of how old this copy's view is; null while it is not known, or while the copy is not whole. */
    @Nullable
    Duration lag(OpenStore store) {
        HeldCopy copy = copies.get(store.partition());
        if (copy == null
                || !copy.isOf(store)
                || !store.isWhole()
                || !store.history().isOwn()) {
            return null;
        }
        return copy.lag(Moment.now());
    }

    /** The same of the store of this partition, whether a copy or active; null also when it is not here. */
    @Nullable
    Duration lag(int partition) {
        OpenStore store = locals.find(partition).orElse(null);
        return store == null ? null : lag(store);
    }

    /** The offset of this partition of the events topic before which everything of its home is in this copy; 0 when not known. */
    long next(OpenStore store, int partition) {
        HeldCopy copy = copies.get(store.partition());
        return copy == null || !copy.isOf(store) ? 0 : copy.next(partition);
    }

    /**
     * Compares what is loaded with what was sampled. What is active here will be a copy once it moves, and then nobody folds for it
     * until its new owner runs: so what it folds itself is noted too, and its proof outlives its role.
     */
    void look() {
        for (int active : locals.activePartitions()) {
            locals.find(active).filter(OpenStore::isActive).ifPresent(store -> {
                long ofEvents = consumed.applyAsLong(new TopicPartition(topics.events(), active));
                long ofRerouted = consumed.applyAsLong(new TopicPartition(topics.rerouted(), active));
                if (store.isActive()) { // through it all, so it is this store that they are about
                    copyOf(store).folded(ofEvents, ofRerouted);
                }
            });
        }
        copies.values().forEach(HeldCopy::look);
    }

    private HeldCopy copyOf(OpenStore store) {
        return copies.compute(
                store.partition(),
                (any, before) -> before != null && before.isOf(store) ? before : new HeldCopy(store, topics));
    }

    /** The moment until which all events had been passed on by what was committed when last sampled; null while it is not known. */
    @Nullable
    Moment passedOn() {
        return passedOn.complete(events());
    }

    private List<TopicPartition> events() {
        return IntStream.range(0, eventPartitions.getAsInt())
                .mapToObj(each -> new TopicPartition(topics.events(), each))
                .toList();
    }

    /** What the broker is to be asked about next. Notes what the copies say of themselves until then. */
    List<TopicPartition> interests() {
        copies.values().removeIf(copy -> !copy.isOpen(locals));
        asked = new HashMap<>(copies);
        asked.keySet().removeIf(each -> each >= home.partitions()); // without rows, and nothing is passed on to it
        List<TopicPartition> all = new ArrayList<>(events());
        asked.forEach((partition, copy) -> {
            copy.note();
            all.add(new TopicPartition(topics.rerouted(), partition));
            all.add(new TopicPartition(topics.changelog(), partition));
        });
        return all;
    }

    /** Takes what the broker said. */
    void sampled(BrokerSample sample) {
        List<TopicPartition> events = events();
        events.forEach(each -> passedOn.consumed(each, sample.committed(each)));
        events.stream()
                .filter(sample::knows) // the topic may have grown since it was asked for
                .forEach(each -> passedOn.sampled(each, sample.end(each), sample.asOf()));
        // What was committed may reach these ends already: they were asked for later, as the ends of the rerouted topic
        // were.
        events.forEach(each -> passedOn.consumed(each, sample.committed(each)));
        Moment passed = passedOn.complete(events);
        asked.values().forEach(copy -> copy.sampled(sample, passed));
    }
}

package io.jobview.view;

import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.topology.HomePartition;
import io.jobview.topology.ViewTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the copies here: the stores that are loaded from their changelog, standbys above all. Another instance folds for them,
 * so all that is known, beside what a store folded while it was active here, comes from the broker, in this order:
 *
 * <ol>
 *   <li>what the group has committed of its inputs: whoever commits has written all that it folded to the changelog;
 *   <li>where the changelogs end: a copy that is loaded to there holds what was committed;
 *   <li>where the inputs end, and when that was asked: a copy that holds what is committed up to there is as old as the question.
 * </ol>
 *
 * So the bound holds whatever became of the owner. While nobody folds, nothing is committed, and it grows. Usually it is two
 * commit intervals. The one thread of {@link InputProgress} samples and looks; all else may come from any thread.
 */
final class CopyProgress {

    private static final long ANSWER_SECONDS = 5;

    private final Admin admin;
    private final String group;
    private final ViewTopics topics;
    private final List<TopicPartition> events;
    private final LocalStores locals;
    private final Map<Integer, HeldCopy> copies = new ConcurrentHashMap<>();

    /** By what is committed, wherever it is folded. */
    private final LagWatch passedOn = new LagWatch();

    private volatile boolean sawRerouted;

    CopyProgress(Admin admin, String group, ViewTopics topics, HomePartition home, LocalStores locals) {
        this.admin = admin;
        this.group = group;
        this.topics = topics;
        this.events = IntStream.range(0, home.partitions())
                .mapToObj(each -> new TopicPartition(topics.events(), each))
                .toList();
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
        return lag(store, sawRerouted);
    }

    /** The same of the store of this partition, whether a copy or active; null also when it is not here. */
    @Nullable
    Duration lag(int partition, boolean withRerouted) {
        OpenStore store = locals.find(partition).orElse(null);
        return store == null ? null : lag(store, withRerouted || sawRerouted);
    }

    private @Nullable Duration lag(OpenStore store, boolean withRerouted) {
        HeldCopy copy = copies.get(store.partition());
        if (copy == null || !copy.isOf(store) || !store.isWhole()) {
            return null;
        }
        return copy.lag(withRerouted, System.nanoTime());
    }

    /** The offset of this partition of the events topic before which everything of its home is in this copy; 0 when not known. */
    long next(OpenStore store, int partition) {
        HeldCopy copy = copies.get(store.partition());
        return copy == null || !copy.isOf(store) ? 0 : copy.next(partition);
    }

    /**
     * Compares what is loaded with what was sampled. What is active here will be a copy once it moves, and then nobody commits for it
     * until its new owner runs: so what it folds itself is noted too, and its proof outlives its role.
     *
     * @param consumed the offset up to which the local task is done with an input
     */
    void look(ToLongFunction<TopicPartition> consumed) {
        for (int home : locals.activePartitions()) {
            locals.find(home).filter(OpenStore::isActive).ifPresent(store -> {
                long ofEvents = consumed.applyAsLong(new TopicPartition(topics.events(), home));
                long ofRerouted = consumed.applyAsLong(new TopicPartition(topics.rerouted(), home));
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
                (any, before) -> before != null && before.isOf(store) ? before : new HeldCopy(store));
    }

    /** The moment until which all events had been passed on by what was committed when last sampled; null while it is not known. */
    @Nullable
    Long passedOnNanos() {
        return passedOn.completeNanos(events);
    }

    /** Asks the broker. */
    void sample() throws ExecutionException, TimeoutException, InterruptedException {
        copies.values().removeIf(copy -> !copy.isOpen(locals));
        Set<Integer> homes = Set.copyOf(copies.keySet());
        Map<TopicPartition, Long> committed = committed();
        events.forEach(each -> passedOn.consumed(each, committed.getOrDefault(each, 0L)));
        Long passedOnNanos = passedOnNanos();
        long sampledNanos = System.nanoTime();
        Map<TopicPartition, Long> ends = ends(homes); // after what was committed: they stand for it
        events.forEach(each -> passedOn.sampled(each, ends.getOrDefault(each, 0L), sampledNanos));
        for (int home : homes) {
            HeldCopy copy = copies.get(home);
            if (copy != null) {
                copy.sampled(new HeldCopy.Sample(topics, home, committed, ends, sampledNanos, passedOnNanos));
                sawRerouted |= ends.getOrDefault(new TopicPartition(topics.rerouted(), home), 0L) > 0;
            }
        }
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .forEach((input, offset) -> {
                    if (offset != null) {
                        committed.put(input, offset.offset());
                    }
                });
        return committed;
    }

    private Map<TopicPartition, Long> ends(Set<Integer> homes)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ask = new HashMap<>();
        events.forEach(each -> ask.put(each, OffsetSpec.latest()));
        for (int home : homes) {
            ask.put(new TopicPartition(topics.rerouted(), home), OffsetSpec.latest());
            ask.put(new TopicPartition(topics.changelog(), home), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(ask, InputProgress.COMMITTED)
                .all()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .forEach((each, end) -> ends.put(each, end.offset()));
        return ends;
    }
}

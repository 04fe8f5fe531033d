package io.jobview.store;

import io.jobview.history.MissingEvents;
import io.jobview.history.TopicFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stores that are open in this process, by home partition: how the topology tells a store that its task runs. Streams
 * hands a processor only a wrapped store. Thread-safe.
 */
public final class LocalStores {

    private final Map<Integer, OpenStore> byPartition = new ConcurrentHashMap<>();
    private final ParkedStores parked;
    private final Supplier<@Nullable TopicFacts> facts;
    private volatile Runnable listener = () -> {};

    /** @param facts of the topics as they were last seen: a store that is the fold of others is not opened */
    public LocalStores(Supplier<@Nullable TopicFacts> facts) {
        this.facts = facts;
        parked = new ParkedStores(facts);
    }

    /** Stores of no topics, for benchmarks and tests: none is refused. */
    public LocalStores() {
        this(() -> null);
    }

    /** The topics as they were last seen; null where there are none. */
    public @Nullable TopicFacts facts() {
        return facts.get();
    }

    /** Those that are open and of no task yet. */
    public ParkedStores parked() {
        return parked;
    }

    public Optional<OpenStore> find(int partition) {
        return Optional.ofNullable(byPartition.get(partition));
    }

    /** The home partitions that can be read here now. */
    public List<Integer> activePartitions() {
        return byPartition.values().stream()
                .filter(OpenStore::isActive)
                .map(OpenStore::partition)
                .toList();
    }

    /** What was deleted before it was read, as far as the stores here know. */
    public List<MissingEvents> missing() {
        return byPartition.values().stream()
                .flatMap(store -> store.history().missing().stream())
                .toList();
    }

    /** Told whenever a partition begins or ends to be readable here. Must return at once. */
    public void onChange(Runnable told) {
        listener = told;
    }

    void add(OpenStore store) {
        store.onChange(() -> listener.run());
        byPartition.put(store.partition(), store);
    }

    void remove(OpenStore store) {
        // A successor may have been opened already; leave that one.
        byPartition.remove(store.partition(), store);
    }
}

package io.jobview.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores that are open in this process, by home partition: how the topology tells a store that its task runs. Streams
 * hands a processor only a wrapped store. Thread-safe.
 */
public final class LocalStores {

    private final Map<Integer, OpenStore> byPartition = new ConcurrentHashMap<>();
    private final ParkedStores parked = new ParkedStores();
    private volatile Runnable listener = () -> {};

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

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

    void add(OpenStore store) {
        byPartition.put(store.partition(), store);
    }

    void remove(OpenStore store) {
        // A successor may have been opened already; leave that one.
        byPartition.remove(store.partition(), store);
    }
}

package io.jobview.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/** Hands {@link JobStore}s to Kafka Streams, one for each local partition. Thread-safe. */
public record JobStoreSupplier(String name, StoreMemory memory, LocalStores locals)
        implements KeyValueBytesStoreSupplier {

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new JobStore(name, memory, locals);
    }

    @Override
    public String metricsScope() {
        return "jobview";
    }
}

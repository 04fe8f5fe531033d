package io.jobview.store;

import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What a store needs of Kafka Streams to start: a task, a folder, and somebody who keeps its restore callback. */
final class StoreContext implements StateStoreContext {

    private final TaskId task;
    private final Path folder;
    private @Nullable BatchingStateRestoreCallback restore;

    StoreContext(int partition, Path folder) {
        this.task = new TaskId(0, partition);
        this.folder = folder;
    }

    void restore(Collection<KeyValue<byte[], byte[]>> records) {
        Objects.requireNonNull(restore, "the store did not register").restoreAll(records);
    }

    @Override
    public TaskId taskId() {
        return task;
    }

    @Override
    public File stateDir() {
        return folder.toFile();
    }

    @Override
    public void register(StateStore store, StateRestoreCallback callback) {
        restore = (BatchingStateRestoreCallback) callback;
    }

    @Override
    public void register(StateStore store, StateRestoreCallback callback, CommitCallback commit) {
        register(store, callback);
    }

    @Override
    public String applicationId() {
        return "test";
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.empty();
    }

    @Override
    public Serde<?> keySerde() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Serde<?> valueSerde() {
        throw new UnsupportedOperationException();
    }

    @Override
    public StreamsMetrics metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }
}

package io.jobview.bench.parts;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A task and a folder: all that a store needs of Kafka Streams to open. */
record BareContext(Path folder) implements StateStoreContext {

    static final int PARTITION = 0;

    @Override
    public TaskId taskId() {
        return new TaskId(0, PARTITION);
    }

    @Override
    public File stateDir() {
        return folder.toFile();
    }

    @Override
    public void register(StateStore store, StateRestoreCallback callback) {
        // Nothing is restored here.
    }

    @Override
    public void register(StateStore store, StateRestoreCallback callback, CommitCallback commit) {
        // Nothing is restored here.
    }

    @Override
    public String applicationId() {
        return "bench";
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

package io.jobview.topology;

import io.jobview.store.LocalStores;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds each task's {@link HeldStates} around the logged store. What the topology asks for is asked of that one's builder. */
final class HeldStatesBuilder implements StoreBuilder<KeyValueStore<StateKey, StateValue>> {

    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> logged;
    private final ConsumedOffsets consumed;
    private final LocalStores locals;
    private final Checkpoints checkpoints;
    private final Turn turn = new Turn(); // Streams builds every task's store with this one builder

    HeldStatesBuilder(
            StoreBuilder<KeyValueStore<Bytes, byte[]>> logged,
            ConsumedOffsets consumed,
            LocalStores locals,
            Checkpoints checkpoints) {
        this.logged = logged;
        this.consumed = consumed;
        this.locals = locals;
        this.checkpoints = checkpoints;
    }

    @Override
    public KeyValueStore<StateKey, StateValue> build() {
        return new HeldStates(
                logged.build(),
                consumed,
                turn,
                (partition, keys) -> locals.find(partition).orElseThrow().states(keys),
                checkpoints);
    }

    @Override
    public StoreBuilder<KeyValueStore<StateKey, StateValue>> withCachingEnabled() {
        throw new UnsupportedOperationException("a cache would hide writes from readers");
    }

    @Override
    public StoreBuilder<KeyValueStore<StateKey, StateValue>> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<KeyValueStore<StateKey, StateValue>> withLoggingEnabled(Map<String, String> config) {
        logged.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<KeyValueStore<StateKey, StateValue>> withLoggingDisabled() {
        throw new UnsupportedOperationException("the changelog is what replicas are made from");
    }

    @Override
    public Map<String, String> logConfig() {
        return logged.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return logged.loggingEnabled();
    }

    @Override
    public String name() {
        return logged.name();
    }
}

package io.jobview.topology;

import io.jobview.event.JobEvent;
import io.jobview.fold.JobState;
import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Folds an event into its job's state. Used by one stream thread. */
final class FoldProcessor extends ContextualProcessor<byte[], Object, Void, Void> {

    private final LocalStores locals;
    private final ViewCounters counters;

    @SuppressWarnings("NullAway.Init") // Streams calls init first
    private KeyValueStore<Bytes, byte[]> states;

    FoldProcessor(LocalStores locals, ViewCounters counters) {
        this.locals = locals;
        this.counters = counters;
    }

    /** Streams calls it when the task's store is restored and before its first record: from now on it may be read. */
    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        states = context.getStateStore(ViewTopology.STORE);
        store().setActive(true);
    }

    @Override
    public void process(Record<byte[], Object> record) {
        OriginatedEvent originated = (OriginatedEvent) record.value();
        JobEvent event = originated.event();
        Bytes key = Bytes.wrap(new StateKey(event.workflowId(), event.jobId()).toBytes());
        Origins origins =
                Origins.of(originated.origin().partition(), originated.origin().offset());
        JobState state = JobState.of(event);
        byte[] before = states.get(key);
        if (before != null) {
            StateValue known = StateValue.parse(before);
            origins = known.origins().join(origins);
            state = known.state().join(state);
        }
        // Written even when nothing changed: after a crash the store can be ahead of its changelog, and only a repeated
        // event that writes through lets the other replicas learn of it.
        states.put(key, new StateValue(origins, state).toBytes());
        counters.countFolded();
    }

    @Override
    public void close() {
        locals.find(context().taskId().partition()).ifPresent(store -> store.setActive(false));
    }

    private OpenStore store() {
        return locals.find(context().taskId().partition()).orElseThrow();
    }
}

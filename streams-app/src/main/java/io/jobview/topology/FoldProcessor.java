package io.jobview.topology;

import io.jobview.event.JobEvent;
import io.jobview.fold.JobState;
import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Folds an event into its job's state. Used by one stream thread. */
final class FoldProcessor extends ContextualProcessor<byte[], Object, Void, Void> {

    private static final Duration FLUSH_AFTER = Duration.ofMillis(100);

    private final LocalStores locals;
    private final ViewCounters counters;

    @SuppressWarnings("NullAway.Init") // Streams calls init first
    private KeyValueStore<StateKey, StateValue> states;

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
        // A task that is far behind is not without records for long; should its last ones be no records but the marks
        // of
        // transactions, this ends the wait.
        context.schedule(FLUSH_AFTER, PunctuationType.WALL_CLOCK_TIME, now -> HeldStates.flush(states));
    }

    @Override
    public void process(Record<byte[], Object> record) {
        OriginatedEvent originated = (OriginatedEvent) record.value();
        JobEvent event = originated.event();
        StateKey key = new StateKey(event.workflowId(), event.jobId());
        Origins origins =
                Origins.of(originated.origin().partition(), originated.origin().offset());
        JobState state = JobState.of(event);
        StateValue before = states.get(key);
        if (before != null) {
            origins = before.origins().join(origins);
            state = before.state().join(state);
        }
        // Written even when nothing changed: after a crash the store can be ahead of its changelog, and only a repeated
        // event that writes through lets the other replicas learn of it.
        states.put(key, new StateValue(origins, state));
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

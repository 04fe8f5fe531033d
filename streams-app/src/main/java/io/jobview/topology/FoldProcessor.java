package io.jobview.topology;

import io.jobview.event.JobEvent;
import io.jobview.fold.JobState;
import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds an event into its job's state. Used by one stream thread. */
final class FoldProcessor extends ContextualProcessor<byte[], Object, Void, Void> {

    /** Longer than a task waits for its turn while others work off what the consumer has fetched. */
    private static final Duration REST_AFTER = Duration.ofMillis(500);

    private static final Duration HEAL_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(FoldProcessor.class);

    private final LocalStores locals;
    private final InputOffsets offsets;
    private final ConsumedOffsets consumed;
    private final ViewCounters counters;

    @SuppressWarnings("NullAway.Init") // Streams calls init first
    private KeyValueStore<StateKey, StateValue> states;

    private boolean folded; // since the last look

    FoldProcessor(LocalStores locals, InputOffsets offsets, ConsumedOffsets consumed, ViewCounters counters) {
        this.locals = locals;
        this.offsets = offsets;
        this.consumed = consumed;
        this.counters = counters;
    }

    /** Streams calls it when the task's store is restored and before its first record: from now on it may be read. */
    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        states = context.getStateStore(ViewTopology.STORE);
        store().setActive(true);
        // The commit that follows the last record writes what is held too, but how soon is a setting of the user's.
        context.schedule(REST_AFTER, PunctuationType.WALL_CLOCK_TIME, now -> flushAtRest());
        context.schedule(HEAL_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> heal());
    }

    @Override
    public void process(Record<byte[], Object> record) {
        OriginatedEvent originated = (OriginatedEvent) record.value();
        JobEvent event = originated.event();
        StateKey key = new StateKey(event.workflowId(), event.jobId());
        Origin origin = originated.origin();
        states.put(key, new StateValue(Origins.of(origin.partition(), origin.offset()), JobState.of(event)));
        folded = true;
        counters.countFolded();
    }

    private void flushAtRest() {
        if (!folded) {
            HeldStates.flush(states);
        }
        folded = false;
        consumed.task(context().taskId().partition()).atRest(offsets);
    }

    /** Writes again what a late record of another instance has covered in the changelog: compaction keeps the last one. */
    private void heal() {
        int healed = 0;
        for (Bytes key : store().takeRegressed()) {
            healed += rewrite(StateKey.parse(key.get()), null);
        }
        for (Map.Entry<Bytes, byte[]> found : store().tail().takeFound().entrySet()) {
            byte[] logged = found.getValue();
            healed += rewrite(StateKey.parse(found.getKey().get()), logged == null ? null : StateValue.parse(logged));
        }
        if (healed > 0) {
            LOG.warn(
                    "wrote {} states of partition {} again: the changelog had lost them, or an instance that was paused had written older ones",
                    healed,
                    context().taskId().partition());
        }
    }

    /** @param logged what the changelog holds; null when that is known to be less than the store */
    private int rewrite(StateKey key, @Nullable StateValue logged) {
        StateValue stored = states.get(key);
        StateValue joined = stored == null || logged == null ? stored : stored.join(logged);
        if (stored == null || joined == null || joined.equals(logged)) {
            return 0; // also a job that the store does not know: its event is still to come here
        }
        // By itself: of states that are written together only the last tells its origins, and this one must tell what
        // it told before.
        HeldStates.flush(states);
        states.put(key, joined);
        HeldStates.flush(states);
        return 1;
    }

    @Override
    public void close() {
        locals.find(context().taskId().partition()).ifPresent(store -> store.setActive(false));
    }

    private OpenStore store() {
        return locals.find(context().taskId().partition()).orElseThrow();
    }
}

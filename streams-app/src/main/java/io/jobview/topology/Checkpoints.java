package io.jobview.topology;

import io.jobview.history.Checkpoint;
import io.jobview.history.MissingEvents;
import io.jobview.history.TopicFacts;
import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes behind the states of a changelog how far it vouches for its inputs; and all states of the store before that, when the changelog was
 * seen to lack some. For stream threads.
 */
final class Checkpoints implements HeldStates.CommitWriter {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final ViewTopics topics;
    private final LocalStores locals;

    Checkpoints(ViewTopics topics, LocalStores locals) {
        this.topics = topics;
        this.locals = locals;
    }

    @Override
    public void write(int partition, TaskInput input, KeyValueStore<Bytes, byte[]> logged) {
        TopicFacts facts = locals.facts();
        if (facts == null) {
            return; // without topics there is nothing to vouch for
        }
        OpenStore store = locals.find(partition).orElseThrow();
        boolean rewritten = store.history().mustRewrite();
        if (rewritten) {
            rewrite(store, logged);
        }
        Checkpoint before = store.history().checkpoint();
        Checkpoint next = next(partition, input, before, facts);
        if (rewritten || !next.equals(before)) { // what was written again is not vouched for yet
            logged.put(Bytes.wrap(Checkpoint.key()), next.toBytes());
        }
    }

    private static void rewrite(OpenStore store, KeyValueStore<Bytes, byte[]> logged) {
        AtomicLong states = new AtomicLong();
        store.rewrite(portion -> {
            logged.putAll(portion);
            states.addAndGet(portion.size());
        });
        LOG.warn(
                "the changelog of partition {} did not hold what its store does: {} states are written to it again",
                store.partition(),
                states);
    }

    /** What stands for all that the task has written. */
    private Checkpoint next(int partition, TaskInput input, @Nullable Checkpoint before, TopicFacts facts) {
        return new Checkpoint(
                facts.history(),
                partition,
                facts.changelog(),
                before == null ? facts.changelogBegin(partition) : before.changelogBegin(),
                seen(input.of(topics.events())),
                seen(input.of(topics.rerouted())),
                input.hasPassedOn() || (before != null && before.passedOn()),
                missing(before, input.of(topics.events())));
    }

    private static long seen(@Nullable InputTenure tenure) {
        return tenure == null ? 0 : tenure.seen();
    }

    private static List<MissingEvents> missing(@Nullable Checkpoint before, @Nullable InputTenure tenure) {
        Set<MissingEvents> all = new LinkedHashSet<>();
        if (before != null) {
            all.addAll(before.missing());
        }
        if (tenure != null) {
            all.addAll(tenure.missing());
        }
        return List.copyOf(all);
    }
}

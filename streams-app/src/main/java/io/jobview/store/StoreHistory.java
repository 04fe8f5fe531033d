package io.jobview.store;

import io.jobview.history.Checkpoint;
import io.jobview.history.MissingEvents;
import io.jobview.history.TopicFacts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a store knows of the history that it is the fold of, and how far it is sure to hold it. The store's one writer
 * tells it; any thread may ask for the checkpoint.
 */
public final class StoreHistory {

    private static final int LOST_AT_MOST = 100_000;
    private static final String WHAT_TO_DO =
            "to fold the present topic start with a new --application-id, or remove this view's state folder and topics";

    private final int partition;
    private final Supplier<@Nullable TopicFacts> facts;
    private final boolean inherited;
    private final Set<Bytes> lost = ConcurrentHashMap.newKeySet(); // jobs whose states were deleted from the changelog

    private volatile @Nullable Checkpoint checkpoint;
    private volatile @Nullable String foreign;
    private volatile boolean incompleteLog;

    /**
     * @param checkpoint what the store's own files say; null for none
     * @param inherited whether an earlier version made the store, which kept no checkpoints
     */
    StoreHistory(
            int partition, @Nullable Checkpoint checkpoint, boolean inherited, Supplier<@Nullable TopicFacts> facts) {
        this.partition = partition;
        this.checkpoint = checkpoint;
        this.inherited = inherited;
        this.facts = facts;
    }

    /** How far the store is sure to hold its inputs; null when nothing says so. */
    public @Nullable Checkpoint checkpoint() {
        return checkpoint;
    }

    /** What was deleted before it was read, as far as the store knows. */
    public List<MissingEvents> missing() {
        Checkpoint known = checkpoint;
        return known == null ? List.of() : known.missing();
    }

    /**
     * Refuses files that are of another history, or of another partition of this one.
     *
     * @param place of the files, for the message
     */
    void check(String place) {
        Checkpoint known = checkpoint;
        TopicFacts now = facts.get();
        if (known == null || now == null) {
            return;
        }
        String difference = known.history().difference(now.history());
        if (difference != null) {
            throw new ForeignHistoryException(place + " holds the fold of " + difference + ": " + WHAT_TO_DO);
        }
        if (known.partition() != partition) {
            throw new ForeignHistoryException(place + " holds partition " + known.partition() + ", not " + partition
                    + ": give each folder its own name back, or remove both to load them anew");
        }
    }

    /**
     * Takes a checkpoint that stands in the changelog behind the states that were loaded. One whose changelog has since
     * lost states says nothing.
     */
    void loaded(Checkpoint read) {
        TopicFacts now = facts.get();
        if (now == null) {
            return;
        }
        String difference = read.history().difference(now.history());
        if (difference != null) {
            foreign = difference;
        } else if (now.holds(read)) {
            checkpoint = joined(checkpoint, read);
        }
    }

    /** A paused instance may write its last one late, behind one that knows more of what can never be known again. */
    private static Checkpoint joined(@Nullable Checkpoint before, Checkpoint read) {
        if (before == null) {
            return read;
        }
        Set<MissingEvents> missing = new LinkedHashSet<>(before.missing());
        missing.addAll(read.missing());
        return new Checkpoint(
                read.history(),
                read.partition(),
                read.changelog(),
                read.changelogBegin(),
                read.events(),
                read.rerouted(),
                before.passedOn() || read.passedOn(),
                List.copyOf(missing));
    }

    /** Takes the checkpoint that the store's own task has written behind all its states. */
    void written(Checkpoint own) {
        checkpoint = own;
    }

    /** A state was deleted from the changelog, by nobody of ours: no event makes the fold forget. */
    void lost(Bytes key) {
        if (lost.size() < LOST_AT_MOST) {
            lost.add(key);
        }
    }

    /** A state of this job is in the changelog behind that. */
    void found(Bytes key) {
        lost.remove(key);
    }

    boolean hasLost() {
        return !lost.isEmpty();
    }

    /** Whether the checkpoint is good for what was loaded. Any thread. */
    public boolean isVouched() {
        return isOwn() && lost.isEmpty();
    }

    /**
     * The jobs whose states are to be written again; from now on none. The task that asks folds from the first event
     * on, and until it vouches for more nothing else does.
     */
    Set<Bytes> takeLost() {
        Set<Bytes> taken = Set.copyOf(lost);
        Checkpoint known = checkpoint;
        if (known != null && !taken.isEmpty()) {
            checkpoint = reaching(known, known.changelog(), known.changelogBegin(), 0, 0);
        }
        lost.clear();
        return taken;
    }

    /** Whether the store may be served, or be copied from, once all is loaded. Any thread. */
    public boolean isOwn() {
        return foreign == null;
    }

    /** Fails when what was loaded is of another history. */
    void checkLoaded() {
        String difference = foreign;
        if (difference != null) {
            throw new ForeignHistoryException(
                    "the changelog of partition " + partition + " holds the fold of " + difference + ": " + WHAT_TO_DO);
        }
    }

    /** Whether an offset of the changelog, kept beside the checkpoint, still means what it did. */
    boolean isLogged() {
        Checkpoint known = checkpoint;
        TopicFacts now = facts.get();
        return known == null || now == null || now.holds(known);
    }

    /** The changelog was seen to lack what this store has written to it. Any thread. */
    public void logIsIncomplete() {
        incompleteLog = true;
    }

    /** Whether the whole store has to be written to the changelog again before that vouches for anything. */
    public boolean mustRewrite() {
        return incompleteLog || !isLogged();
    }

    /** The whole store is about to be written to the changelog again: until then that vouches for nothing. */
    void rewrites() {
        incompleteLog = false; // first: what is seen from now on counts again
        move("", 0);
    }

    /** The whole store was written to the changelog again. */
    void rewritten() {
        lost.clear();
        TopicFacts now = facts.get();
        if (now != null) {
            move(now.changelog(), now.changelogBegin(partition));
        }
    }

    private void move(String changelog, long begin) {
        Checkpoint known = checkpoint;
        if (known != null) {
            checkpoint = reaching(known, changelog, begin, known.events(), known.rerouted());
        }
    }

    private static Checkpoint reaching(Checkpoint known, String changelog, long begin, long events, long rerouted) {
        return new Checkpoint(
                known.history(),
                known.partition(),
                changelog,
                begin,
                events,
                rerouted,
                known.passedOn(),
                known.missing());
    }

    /**
     * The offset of the events topic's own partition from which on its task has to fold, whatever the group has
     * committed.
     */
    public long events() {
        Checkpoint known = vouching();
        if (known == null) {
            return startWithout();
        }
        // What was on its way between partitions may be lost with the topic that carried it.
        return known.passedOn() && !reroutedStands(known) ? 0 : known.events();
    }

    /** The same of the topic with events on their way. */
    public long rerouted() {
        Checkpoint known = vouching();
        return known == null ? startWithout() : reroutedStands(known) ? known.rerouted() : 0;
    }

    private @Nullable Checkpoint vouching() {
        return lost.isEmpty() ? checkpoint : null;
    }

    private long startWithout() {
        return facts.get() == null || (inherited && lost.isEmpty()) ? Long.MAX_VALUE : 0;
    }

    private boolean reroutedStands(Checkpoint known) {
        TopicFacts now = facts.get();
        return now == null || known.history().rerouted().equals(now.history().rerouted());
    }
}

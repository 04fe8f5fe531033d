package io.jobview.topology;

import io.jobview.history.MissingEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one task has come in one of its inputs, from the moment in which it begins to work on it until it ends. A record counts as consumed
 * once what it did to the store can be read, or once it was rejected or passed on: readers who wait for it read next. What
 * is no record, such as the markers of transactions and what they have aborted, counts once the consumer has passed it. Its stream thread
 * writes, any thread reads.
 */
public final class InputTenure {

    private static final Logger LOG = LoggerFactory.getLogger(InputTenure.class);

    /** A gap in the offsets is judged by a beginning that was asked for after it. */
    private record Gap(long from, long to, long askedBefore) {}

    private final TopicPartition input;
    private final TaskInput task;
    private final Runnable onProgress;

    private long seen; // these for the stream thread only
    private long fetched; // the offset after the last record that Streams has of it
    private long position; // the consumer's: behind that, if what follows is no record
    private boolean folded; // any record
    private long said; // to have been passed
    private @Nullable Gap gap; // the first that is not judged
    private final Map<Integer, PassedOnRun> unread = new HashMap<>(); // not readable yet

    private final Map<Integer, PassedOnRun> runs = new ConcurrentHashMap<>();
    private volatile long next;
    private volatile long end;
    private volatile long begin;
    private volatile long asked; // how often the beginning was asked for
    private volatile List<MissingEvents> missing = List.of();

    InputTenure(TopicPartition input, long start, TaskInput task, Runnable onProgress) {
        this.input = input;
        this.task = task;
        this.onProgress = onProgress;
        seen = start;
        said = start;
        next = start;
    }

    TopicPartition input() {
        return input;
    }

    /** The next offset to process. All before it can be read. Any thread. */
    public long next() {
        return next;
    }

    /** What was deleted before it was read, in this tenure. Any thread. */
    public List<MissingEvents> missing() {
        return missing;
    }

    /**
     * Says where the input begins and ends, as was just asked for. Any thread.
     *
     * @param from the first offset that is not deleted
     * @param to the high watermark: publishers had an acknowledgement of all before it
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread asks
    public void bounds(long from, long to) {
        end = to;
        begin = from;
        asked++; // last: it says that the others are there
    }

    /** What is known of events that this partition of the events topic has passed on to here; null when nothing is. Any thread. */
    public @Nullable PassedOnRun passedOn(int partition) {
        return runs.get(partition);
    }

    long seen() {
        return seen;
    }

    long left() {
        return end - seen;
    }

    /** A record was processed. */
    void consumed(long offset) {
        skip(offset);
        folded = true;
        seen = offset + 1;
        if (seen >= fetched) {
            skip(position);
        }
        if (!task.isHeld()) {
            publish();
        } else if (seen >= fetched && !task.isFarBehind()) {
            task.write(); // and that publishes
        }
    }

    /** Goes on to this offset without a record: there is none before it, or there is none any more. */
    private void skip(long to) {
        if (to > seen) {
            gap = gap == null ? new Gap(seen, to, asked) : gap;
            seen = to;
        }
    }

    /** An event was folded that this partition of the events topic had passed on. */
    void arrived(Origin origin) {
        PassedOnRun before = unread.get(origin.partition());
        unread.put(
                origin.partition(), PassedOnRun.next(before == null ? runs.get(origin.partition()) : before, origin));
    }

    /**
     * The consumer hands over records and goes on.
     *
     * @param last offset of the last record; negative when there is none
     * @param to where the consumer is then
     */
    void fetched(long last, long to) {
        if (last >= 0) {
            fetched = last + 1;
        }
        position = to;
        if (seen >= fetched && position > seen) {
            skip(position);
            if (!task.isHeld()) {
                publish();
            }
        }
    }

    void publish() {
        if (!unread.isEmpty()) {
            runs.putAll(unread);
            unread.clear();
        }
        next = seen; // volatile and last
        onProgress.run();
    }

    /** Looks whether records were deleted before they were read. Now and then, by the stream thread. */
    void judgeGaps() {
        long from = begin;
        Gap open = gap;
        if (open != null && from > open.from()) {
            lost(open.from(), Math.min(from, open.to()));
            gap = null;
        } else if (open != null && asked > open.askedBefore() + 1) {
            gap = null; // there were no records
        }
        if (from > seen && seen >= fetched) {
            lost(seen, from);
            seen = from;
            if (!task.isHeld()) {
                publish();
            }
        }
    }

    private void lost(long from, long to) {
        MissingEvents range = new MissingEvents(input.partition(), from, to);
        LOG.warn("offsets {} to {} of {} were deleted before they were read: the view lacks them", from, to - 1, input);
        List<MissingEvents> all = new ArrayList<>(missing);
        all.add(range);
        missing = List.copyOf(all);
    }

    /** Says how far the consumer has come when it has met no record so far. */
    void sayPassed(InputOffsets offsets) {
        if (!folded && seen > said) {
            said = seen;
            offsets.passed(input, seen);
        }
    }
}

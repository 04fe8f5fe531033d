package io.jobview.view;

import io.jobview.topology.ConsumedOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how far the local tasks are behind the ends of their input. One thread of its own asks the broker, so that no
 * reader ever does; while the broker is away the last answer stands and the lag grows. Readable from any thread.
 */
final class InputProgress implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InputProgress.class);
    private static final long SAMPLE_MILLIS = 500;
    private static final long LOOK_MILLIS = 25;
    private static final long PURGE_EVERY_SAMPLES = 120;
    private static final long ANSWER_SECONDS = 5;

    /** As the stream threads read: what is not committed is not there yet. */
    static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final LocalInput input;
    private final Admin admin;
    private final String reroutedTopic;
    private final ConsumedOffsets consumed;
    private final PassedOn passedToHomes;
    private final CopyProgress copies;
    private final ChangelogWatch changelogs;
    private final Runnable onLook;
    private final LagWatch watch = new LagWatch();

    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private volatile Map<TopicPartition, Long> seenCommitted = Map.of();
    private volatile boolean sawRerouted; // written by the one thread
    private Set<TopicPartition> asked = Set.of(); // of the one thread
    private final Thread thread = new Thread(this::run, "jobview-progress");

    /** @param onLook run whenever the lag or what is known of commits may have changed; must return at once */
    InputProgress(
            LocalInput input,
            Admin admin,
            String reroutedTopic,
            ConsumedOffsets consumed,
            PassedOn passedToHomes,
            CopyProgress copies,
            ChangelogWatch changelogs,
            Runnable onLook) {
        this.input = input;
        this.admin = admin;
        this.reroutedTopic = reroutedTopic;
        this.consumed = consumed;
        this.passedToHomes = passedToHomes;
        this.copies = copies;
        this.changelogs = changelogs;
        this.onLook = onLook;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * An upper bound of how old the view of this input is. Until it has once caught up, that is the age of the record that it
     * consumed last, by the publisher's clock; before the first one nothing is known, so it is all time.
     */
    Duration lag(TopicPartition partition) {
        Duration lag = watch.lag(partition, System.nanoTime());
        if (lag != null) {
            return lag;
        }
        Long timestamp = consumed.timestamp(partition);
        return Duration.ofMillis(System.currentTimeMillis() - (timestamp == null ? 0 : timestamp));
    }

    /** The offset up to which the task of this input, if it runs here, is done with it; what it folded can be read. */
    long next(TopicPartition partition) {
        return next(partition, seenCommitted);
    }

    /** The partitions whose tasks are here, ready or not. */
    Set<Integer> assigned() {
        return input.committed().keySet().stream()
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    /** Whether each local input was once consumed to an end that was seen. */
    boolean caughtUp() {
        return watch.completeNanos(input.committed().keySet()) != null;
    }

    /** How far one local input is consumed. */
    PartitionStatus.Input input(TopicPartition partition) {
        long consumedTo = next(partition, input.committed());
        long end = Math.max(consumedTo, ends.getOrDefault(partition, 0L)); // what was seen last may be older
        return new PartitionStatus.Input(partition.topic(), consumedTo, end);
    }

    /** Records of the local input that there are, as last seen. */
    long end() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records of the local input that are done with. */
    long consumed() {
        Map<TopicPartition, Long> committed = input.committed();
        return ends.entrySet().stream()
                .mapToLong(end -> Math.min(end.getValue(), next(end.getKey(), committed)))
                .sum();
    }

    private void run() {
        long samples = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                sample();
                if (++samples % PURGE_EVERY_SAMPLES == 0) {
                    purge();
                }
                for (long waited = 0; waited < SAMPLE_MILLIS; waited += LOOK_MILLIS) {
                    Map<TopicPartition, Long> committed = input.committed();
                    committed.forEach((each, flushed) -> watch.consumed(each, next(each, committed)));
                    seenCommitted = committed;
                    passedToHomes.look(this::next);
                    copies.look(this::next);
                    onLook.run();
                    if (!asked.containsAll(committed.keySet())) {
                        break; // of what has just arrived nothing is known: readers are told the age of all time
                    }
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        }
    }

    private void sample() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ask = new HashMap<>();
        input.committed().keySet().forEach(each -> ask.put(each, OffsetSpec.latest()));
        asked = Set.copyOf(ask.keySet());
        try {
            input.resume();
            copies.sample();
            long sampledNanos = System.nanoTime();
            // An end of the rerouted topic stands for the moment until which all events had been passed on, by
            // whichever
            // instance, when it was seen: only a commit says that what was passed on has arrived.
            Long rerouted = copies.passedOnNanos();
            Map<TopicPartition, ListOffsetsResultInfo> latest =
                    admin.listOffsets(ask, COMMITTED).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            latest.forEach((each, end) -> {
                ends.put(each, end.offset());
                consumed.ends(each, end.offset());
                if (!isRerouted(each)) {
                    watch.sampled(each, end.offset(), sampledNanos);
                    return;
                }
                sawRerouted |= end.offset() > 0;
                if (rerouted != null) {
                    watch.sampled(each, end.offset(), rerouted);
                }
            });
            ends.keySet().retainAll(ask.keySet());
            passedToHomes.sample();
            changelogs.sample();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the broker does not say where the topics end", e); // the growing lag says it to readers
        }
    }

    /** Whether any event was ever passed on to a local partition, as last seen. */
    boolean sawRerouted() {
        return sawRerouted;
    }

    private boolean isRerouted(TopicPartition partition) {
        return partition.topic().equals(reroutedTopic);
    }

    /** Rerouted events have done their work once their fold is committed. */
    private void purge() {
        Map<TopicPartition, RecordsToDelete> done = new HashMap<>();
        input.committed().forEach((each, committed) -> {
            if (isRerouted(each) && committed > 0) {
                done.put(each, RecordsToDelete.beforeOffset(committed));
            }
        });
        if (!done.isEmpty()) {
            admin.deleteRecords(done);
        }
    }

    /** Committed offsets also pass what is no record, such as the markers of transactions; consumed ones are fresher. */
    private long next(TopicPartition partition, Map<TopicPartition, Long> committed) {
        return Math.max(consumed.next(partition), committed.getOrDefault(partition, 0L));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

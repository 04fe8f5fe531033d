package io.jobview.view;

import io.jobview.topology.ConsumedOffsets;
import io.jobview.topology.InputTenure;
import io.jobview.topology.ViewTopics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the local tasks are behind the ends of their input, as last sampled. While the broker is away the last answer stands and the lag
 * grows. One thread samples and looks; readable from any thread.
 */
final class InputProgress {

    /** A view at this age is caught up though its input has grown since the last look. */
    private static final Duration MOMENT = Duration.ofMillis(1500);

    /** Older than that it is not, whatever the ends were that it has reached. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final LocalInput input;
    private final ViewTopics topics;
    private final ConsumedOffsets consumed;
    private final TenureLag watch = new TenureLag();

    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private volatile @Nullable Moment askedAt; // for the ends; written by the one thread

    InputProgress(LocalInput input, ViewTopics topics, ConsumedOffsets consumed) {
        this.input = input;
        this.topics = topics;
        this.consumed = consumed;
    }

    /** An upper bound of how old the view of this input is; null when it is not known: before its task has reached an end. */
    @Nullable
    Duration lag(TopicPartition partition) {
        InputTenure tenure = consumed.tenure(partition);
        return tenure == null ? null : watch.lag(tenure, partition, Moment.now());
    }

    /** The offset up to which the task of this input, if it runs here, is done with it; what it folded can be read. */
    long next(TopicPartition partition) {
        return consumed.next(partition);
    }

    /** The partitions whose tasks are here, ready or not. */
    Set<Integer> assigned() {
        return input.assigned().stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    /** Whether each local input is consumed to where it ends now, as far as a look every half second can tell. */
    boolean caughtUp() {
        return input.assigned().stream().allMatch(this::caughtUp);
    }

    private boolean caughtUp(TopicPartition partition) {
        Duration lag = lag(partition);
        Long end = ends.get(partition);
        return lag != null
                && end != null
                && (lag.compareTo(MOMENT) <= 0
                        || (lag.compareTo(LONG) <= 0 && next(partition) >= end && areEndsOfNow()));
    }

    /** After a pause of the process an end that it has reached may be long behind. */
    private boolean areEndsOfNow() {
        Moment asked = askedAt;
        return asked != null && asked.until(Moment.now()).compareTo(MOMENT) <= 0;
    }

    /** How far one local input is consumed. */
    PartitionStatus.Input input(TopicPartition partition) {
        long consumedTo = next(partition);
        long end = Math.max(consumedTo, ends.getOrDefault(partition, 0L)); // what was seen last may be older
        return new PartitionStatus.Input(partition.topic(), consumedTo, end);
    }

    /** Records of the local input that there are, as last seen. */
    long end() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records of the local input that are done with. */
    long consumed() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.min(end.getValue(), next(end.getKey())))
                .sum();
    }

    /** Whether events that others had passed on to here were deleted before they were read. */
    boolean lacksRerouted() {
        return input.assigned().stream()
                .filter(each -> each.topic().equals(topics.rerouted()))
                .map(consumed::tenure)
                .anyMatch(tenure -> tenure != null && !tenure.missing().isEmpty());
    }

    /**
     * Takes what the broker said.
     *
     * @param asked the local inputs that it was asked about
     * @param passedOn until when all events had been passed on by what was committed; null while it is not known. An end of the rerouted
     *     topic stands for that moment: only a commit says that what was passed on has arrived
     * @return the inputs of which it is known now where they end
     */
    Set<TopicPartition> sampled(BrokerSample sample, Set<TopicPartition> asked, @Nullable Moment passedOn) {
        Set<TopicPartition> taken = new HashSet<>();
        for (TopicPartition each : asked) {
            long end = sample.end(each);
            ends.put(each, end);
            boolean rerouted = each.topic().equals(topics.rerouted());
            InputTenure tenure = consumed.tenure(each);
            Moment asOf = rerouted ? passedOn : sample.asOf();
            if (tenure != null) {
                taken.add(each);
                tenure.bounds(sample.begin(each), end);
                if (asOf != null) {
                    watch.sampled(tenure, each, end, asOf);
                }
            }
        }
        ends.keySet().retainAll(asked);
        askedAt = sample.asOf(); // last: the ends are there
        return taken;
    }

    /** Compares what is consumed with what was sampled. Returns the local inputs whose tasks run. */
    Set<TopicPartition> look() {
        Set<TopicPartition> running = new HashSet<>();
        for (TopicPartition each : input.assigned()) {
            InputTenure tenure = consumed.tenure(each);
            if (tenure != null) {
                watch.look(tenure, each);
                running.add(each);
            }
        }
        return running;
    }
}

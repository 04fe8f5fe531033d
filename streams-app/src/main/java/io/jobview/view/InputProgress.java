package io.jobview.view;

import io.jobview.topology.ConsumedOffsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
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

    private final KafkaStreams streams;
    private final Admin admin;
    private final String reroutedTopic;
    private final ConsumedOffsets consumed;
    private final LagWatch watch = new LagWatch();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final long startedNanos = System.nanoTime();
    private final Thread thread = new Thread(this::run, "jobview-progress");

    InputProgress(KafkaStreams streams, Admin admin, String reroutedTopic, ConsumedOffsets consumed) {
        this.streams = streams;
        this.admin = admin;
        this.reroutedTopic = reroutedTopic;
        this.consumed = consumed;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** An upper bound of how old the view of this input is; before the first catch-up, the age of what it consumed last. */
    Duration lag(TopicPartition input) {
        Duration lag = watch.lag(input, System.nanoTime());
        if (lag != null) {
            return lag;
        }
        Duration sinceStart = Duration.ofNanos(System.nanoTime() - startedNanos);
        Long timestamp = consumed.timestamp(input);
        if (timestamp == null) {
            return sinceStart;
        }
        Duration age = Duration.between(Instant.ofEpochMilli(timestamp), Instant.now());
        return age.compareTo(sinceStart) > 0 ? age : sinceStart;
    }

    /** Records of the local input that there are, as last seen. */
    long end() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records of the local input that are done with. */
    long consumed() {
        Map<TopicPartition, Long> committed = localInput();
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
                    Map<TopicPartition, Long> committed = localInput();
                    committed.keySet().forEach(input -> watch.consumed(input, next(input, committed)));
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        }
    }

    private void sample() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ask = new HashMap<>();
        localInput().keySet().forEach(input -> ask.put(input, OffsetSpec.latest()));
        long sampledNanos = System.nanoTime();
        try {
            Map<TopicPartition, ListOffsetsResultInfo> latest =
                    admin.listOffsets(ask).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            latest.forEach((input, end) -> {
                ends.put(input, end.offset());
                watch.sampled(input, end.offset(), sampledNanos);
            });
            ends.keySet().retainAll(ask.keySet());
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the broker does not say where the topics end", e); // the growing lag says it to readers
        }
    }

    /** Rerouted events have done their work once their fold is committed. */
    private void purge() {
        Map<TopicPartition, RecordsToDelete> done = new HashMap<>();
        localInput().forEach((input, committed) -> {
            if (input.topic().equals(reroutedTopic) && committed > 0) {
                done.put(input, RecordsToDelete.beforeOffset(committed));
            }
        });
        if (!done.isEmpty()) {
            admin.deleteRecords(done);
        }
    }

    /** Committed offset by input partition of the tasks that run here; 0 where nothing is committed yet. */
    private Map<TopicPartition, Long> localInput() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        if (streams.state().isRunningOrRebalancing()) {
            for (ThreadMetadata stream : streams.metadataForLocalThreads()) {
                for (TaskMetadata task : stream.activeTasks()) {
                    for (TopicPartition input : task.topicPartitions()) {
                        committed.put(input, Math.max(0, task.committedOffsets().getOrDefault(input, 0L)));
                    }
                }
            }
        }
        return committed;
    }

    /** Committed offsets also pass what is no record, such as the markers of transactions; consumed ones are fresher. */
    private long next(TopicPartition input, Map<TopicPartition, Long> committed) {
        return Math.max(consumed.next(input), committed.getOrDefault(input, 0L));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

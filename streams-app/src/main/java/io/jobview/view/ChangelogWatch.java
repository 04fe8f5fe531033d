package io.jobview.view;

import io.jobview.history.Checkpoint;
import io.jobview.store.ChangelogTail;
import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.topology.ViewTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the changelogs of the partitions that are active here what others have written to them, see {@link ChangelogTail}. That
 * is rare, so the consumer lives no longer than the reading. Used by the one thread of {@link ProgressThread}.
 */
final class ChangelogWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ChangelogWatch.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long READ_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String changelog;
    private final LocalStores locals;
    private final Map<String, String> kafka;

    private final Map<Integer, Long> written = new HashMap<>(); // by partition, before the ends were asked for

    ChangelogWatch(ViewTopics topics, LocalStores locals, Map<String, String> kafka) {
        this.changelog = topics.changelog();
        this.locals = locals;
        this.kafka = kafka;
    }

    /** What the broker is to be asked about next. */
    List<TopicPartition> interests() {
        written.clear();
        for (int partition : locals.activePartitions()) {
            locals.find(partition)
                    .ifPresent(store -> written.put(partition, store.tail().last()));
        }
        return written.keySet().stream()
                .map(each -> new TopicPartition(changelog, each))
                .toList();
    }

    /** Takes what the broker said. */
    void sampled(BrokerSample sample) {
        written.forEach((each, last) -> {
            TopicPartition partition = new TopicPartition(changelog, each);
            OpenStore store = locals.find(each).filter(OpenStore::isActive).orElse(null);
            if (store != null) {
                long end = sample.end(partition);
                if (end <= last) {
                    store.history().logIsIncomplete();
                }
                look(partition, store.tail(), end);
            }
        });
    }

    private void look(TopicPartition partition, ChangelogTail tail, long end) {
        List<ChangelogTail.Suspect> suspects = tail.takeSuspects(end);
        if (!suspects.isEmpty()) {
            LOG.info("records of another instance are in {}: {}", partition, suspects);
            suspects.forEach(suspect -> tail.found(read(partition, suspect)));
        }
    }

    /** The last record of each job; null for one whose state was deleted. */
    private Map<Bytes, byte[]> read(TopicPartition partition, ChangelogTail.Suspect suspect) {
        Map<Bytes, byte[]> last = new HashMap<>();
        long deadline = System.nanoTime() + READ_NANOS;
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, suspect.from());
            while (consumer.position(partition) < suspect.to() && System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                    if (record.offset() < suspect.to() && !Checkpoint.isKey(record.key())) {
                        last.put(Bytes.wrap(record.key()), record.value());
                    }
                }
            }
        } catch (KafkaException e) {
            LOG.warn(
                    "{} of {} could not be read: a replica restored from it later may lack events",
                    suspect,
                    partition,
                    e);
        }
        return last;
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().removeIf(name -> !ConsumerConfig.configNames().contains(name));
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"); // compaction may have moved the start
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

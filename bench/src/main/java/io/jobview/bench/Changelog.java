package io.jobview.bench;

import io.jobview.bench.history.FoldedJob;
import io.jobview.bench.history.History;
import io.jobview.bench.history.Publisher;
import io.jobview.query.Digest;
import io.jobview.query.Totals;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.key.StateKey;
import io.jobview.topology.HomePartition;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes what a view's changelog holds after a history, one state for each job, without folding it: the fast way to a view of
 * ten million jobs, and to a changelog whose number of records is known.
 */
final class Changelog {

    private static final int REPORT_EVERY = 50_000;

    private Changelog() {}

    /**
     * Returns when the broker has everything.
     *
     * @param topic with as many partitions as the history has
     * @return what a view restored from it must hold
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every failure
    static Totals fill(String topic, History history, String bootstrapServers, Progress progress) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        HomePartition home = new HomePartition(history.partitions());
        Set<String> workflows = new HashSet<>();
        Digest digest = Digest.ZERO;
        try (KafkaProducer<byte[], byte[]> producer = Publisher.producer(bootstrapServers)) {
            FoldedJob.Folder folder = new FoldedJob.Folder();
            for (long number = 0; number < history.jobs(); number++) {
                FoldedJob job = folder.fold(history.job(number));
                workflows.add(job.workflowId());
                digest = digest.plus(job.digest());
                int partition = home.of(job.workflowId());
                byte[] key = new StateKey(job.workflowId(), job.jobId()).toBytes();
                byte[] value = new StateValue(Origins.of(partition, number), job.state()).toBytes();
                producer.send(new ProducerRecord<>(topic, partition, key, value), (metadata, e) -> {
                    if (e != null) {
                        failure.set(e);
                    }
                });
                if (number % REPORT_EVERY == 0) {
                    progress.count("states written", number, history.jobs());
                }
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the changelog was not written whole", failure.get());
        }
        return new Totals(workflows.size(), history.jobs(), digest);
    }
}

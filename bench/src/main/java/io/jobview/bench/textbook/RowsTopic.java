package io.jobview.bench.textbook;

import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.view.JobView;
import io.jobview.view.ReadResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Copies the rows of a view to a topic, under keys that sort them as the view serves them. */
final class RowsTopic {

    private RowsTopic() {}

    /** Workflow, time of creation counted down, job. */
    static String key(Job job) {
        long down = Long.MAX_VALUE - Instant.parse(job.createdAt()).toEpochMilli();
        return prefix(job.workflowId()) + String.format(Locale.ROOT, "%019d", down) + "/" + job.id();
    }

    static String prefix(String workflowId) {
        return workflowId + "/";
    }

    /** Returns the number of rows when the broker has all of them. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every failure
    static long fill(String topic, String bootstrapServers, JobView view, List<String> workflowIds) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        long rows = 0;
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 << 10,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (String workflowId : workflowIds) {
                RowPosition after = null;
                do {
                    JobPage page = page(view, new PageRequest(workflowId, JobFilter.ALL, PageRequest.MAX_LIMIT, after));
                    String text = "[" + new String(page.rows(), StandardCharsets.UTF_8) + "]";
                    for (Job job : Json.read(text.getBytes(StandardCharsets.UTF_8), Job[].class)) {
                        rows++;
                        producer.send(new ProducerRecord<>(topic, key(job), Json.write(job)), (metadata, e) -> {
                            if (e != null) {
                                failure.set(e);
                            }
                        });
                    }
                    after = page.next();
                } while (after != null);
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the rows were not copied whole", failure.get());
        }
        return rows;
    }

    private static JobPage page(JobView view, PageRequest request) {
        if (view.page(request) instanceof ReadResult.Served<JobPage> served) {
            return served.value();
        }
        throw new IllegalStateException("the view does not serve " + request.workflowId());
    }
}

package io.jobview.demo;

import io.jobview.demo.DemoFolder.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a made-up history and then keeps jobs coming and going, on a thread of its own, from start to close. After a
 * restart it goes on with the jobs of the run before.
 */
final class DemoJobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoJobs.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration STEP = Duration.ofMinutes(10); // bounds what dueUntil holds in memory
    private static final Duration NOTE_EVERY = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final DemoFolder folder;
    private final Thread thread;
    private int jobs;

    DemoJobs(String bootstrapServers, String topic, DemoFolder folder) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4");
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.folder = folder;
        this.thread = new Thread(this::run, "jobview-demo-jobs");
        thread.setDaemon(true);
    }

    /** @param count how many jobs to make up before now; 0 publishes nothing at all */
    void start(int count) {
        jobs = count;
        if (count > 0) {
            thread.start();
        }
    }

    private void run() {
        try {
            Progress kept = folder.progress();
            Progress progress =
                    kept == null ? new Progress(System.nanoTime(), jobs, Instant.now(), Instant.EPOCH) : kept;
            folder.keep(progress);
            // A run that was killed before its history was out sends it again; to the fold it makes no difference.
            boolean published = !progress.reached().isBefore(progress.end());
            GeneratedHistory history = new GeneratedHistory(progress.seed(), progress.jobs(), progress.end());
            while (history.hasNext() && !thread.isInterrupted()) {
                GeneratedEvent event = history.next();
                if (!published) {
                    send(event);
                }
            }
            live(new LiveJobs(history, LiveJobs.DEFAULT_RATE), progress);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep how far the demo's jobs have come", e);
        } catch (InterruptedException e) {
            LOG.debug("the demo stops", e);
        }
    }

    /** First, in silence, what an earlier run has published; then on with the clock. */
    private void live(LiveJobs live, Progress progress) throws IOException, InterruptedException {
        for (Instant at = progress.end(); at.isBefore(progress.reached()) && !thread.isInterrupted(); ) {
            at = earlier(at.plus(STEP), progress.reached());
            live.dueUntil(at);
        }
        live.skipCreationsTo(Instant.now());
        Instant noted = Instant.EPOCH;
        while (!thread.isInterrupted()) {
            Instant now = Instant.now();
            live.dueUntil(now).forEach(this::send);
            if (noted.plus(NOTE_EVERY).isBefore(now)) {
                producer.flush();
                folder.keep(progress.at(now));
                noted = now;
            }
            Thread.sleep(TICK.toMillis());
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void send(GeneratedEvent event) {
        byte[] key = event.workflowId().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, event.json()), (sent, failure) -> {
            if (failure != null) {
                LOG.warn("an event of the demo was not published", failure);
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(1));
    }
}

package io.jobview.bench;

import io.jobview.bench.history.GeneratedJob;
import io.jobview.bench.history.History;
import io.jobview.bench.history.Publisher;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Goes on with a history at a fixed rate, the lives of the jobs that follow one after another, on a thread of its own, while something else is done. For one thread. */
final class LiveEvents {

    private static final long TICK_MILLIS = 2;

    private final History history;
    private final String topic;
    private final String bootstrapServers;
    private final int perSecond;
    private final AtomicLong next = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    LiveEvents(History history, String topic, String bootstrapServers, int perSecond) {
        this.history = history;
        this.topic = topic;
        this.bootstrapServers = bootstrapServers;
        this.perSecond = perSecond;
    }

    /** Returns when the work is done and the broker has all that was sent. The next call goes on there. */
    <T> T during(Callable<T> work) throws Exception {
        stopped = false;
        Thread thread = new Thread(this::run, "bench-live-events");
        thread.start();
        T result;
        try {
            result = work.call();
        } finally {
            stopped = true;
            thread.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the live events were not published", failed);
        }
        return result;
    }

    /** In all. */
    long sent() {
        return next.get();
    }

    private void run() {
        GeneratedJob job = null;
        try (KafkaProducer<byte[], byte[]> producer = Publisher.producer(bootstrapServers)) {
            long first = next.get();
            long start = System.nanoTime();
            while (!stopped) {
                long due = first + (System.nanoTime() - start) * perSecond / TimeUnit.SECONDS.toNanos(1);
                while (next.get() < due) {
                    long number = next.getAndIncrement();
                    int step = (int) (number % history.eventsPerJob());
                    if (job == null || step == 0) {
                        job = history.job(history.jobs() + number / history.eventsPerJob());
                    }
                    send(producer, job, step);
                }
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException | RuntimeException e) {
            failure.set(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every failure
    private void send(KafkaProducer<byte[], byte[]> producer, GeneratedJob job, int step) {
        byte[] key = job.workflowId().getBytes(StandardCharsets.UTF_8);
        byte[] event = job.events().get(step);
        producer.send(new ProducerRecord<>(topic, key, event), (metadata, e) -> {
            if (e != null) {
                failure.set(e);
            }
        });
    }
}

package io.jobview.bench;

import io.jobview.bench.history.GeneratedJob;
import io.jobview.bench.history.History;
import io.jobview.bench.history.Publisher;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with a history at a fixed rate, many jobs at a time: each step of all of them before the next, on a thread of its own, while something else is done.
 * Its producer is opened once: to open one for each call would be measured as well. For one thread.
 */
final class LiveEvents implements AutoCloseable {

    private static final long TICK_MILLIS = 2;

    /** So many that no two events of a job are fetched together, as those of real jobs are not. */
    private static final int JOBS_AT_ONCE = 2_000;

    private final History history;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int perSecond;
    private final GeneratedJob[] jobs = new GeneratedJob[JOBS_AT_ONCE]; // for the thread that sends
    private final AtomicLong next = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    LiveEvents(History history, String topic, String bootstrapServers, int perSecond) {
        this.history = history;
        this.topic = topic;
        this.perSecond = perSecond;
        producer = Publisher.producer(bootstrapServers);
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

    @Override
    public void close() {
        producer.close();
    }

    private void run() {
        try {
            long first = next.get();
            long start = System.nanoTime();
            while (!stopped) {
                long due = first + (System.nanoTime() - start) * perSecond / TimeUnit.SECONDS.toNanos(1);
                while (next.get() < due) {
                    long number = next.getAndIncrement();
                    long round = number / JOBS_AT_ONCE;
                    int place = (int) (number % JOBS_AT_ONCE);
                    int step = (int) (round % history.eventsPerJob());
                    if (step == 0) {
                        jobs[place] =
                                history.job(history.jobs() + round / history.eventsPerJob() * JOBS_AT_ONCE + place);
                    }
                    Publisher.send(producer, topic, jobs[place], step, failure::set);
                }
                Thread.sleep(TICK_MILLIS);
            }
            producer.flush();
        } catch (InterruptedException | RuntimeException e) {
            failure.set(e);
        }
    }
}

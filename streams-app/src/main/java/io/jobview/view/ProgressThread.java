package io.jobview.view;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that asks the broker how far the view is, so that no reader ever does, and tells all who want to know. What it learns is
 * taken only once the topics are known to be still those that it was asked about.
 */
final class ProgressThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressThread.class);
    private static final long SAMPLE_MILLIS = 500;
    private static final long LOOK_MILLIS = 25;
    private static final long PURGE_EVERY_SAMPLES = 120;

    /** All that it tells. */
    record Listeners(
            InputProgress inputs, PassedOn passedOn, CopyProgress copies, ChangelogWatch changelogs, Runnable onLook) {}

    private final Admin admin;
    private final BrokerSampler sampler;
    private final TopicWatch topics;
    private final LocalInput input;
    private final Listeners told;

    private Set<TopicPartition> asked = Set.of(); // of the one thread
    private final Thread thread = new Thread(this::run, "jobview-progress");

    ProgressThread(Admin admin, BrokerSampler sampler, TopicWatch topics, LocalInput input, Listeners told) {
        this.admin = admin;
        this.sampler = sampler;
        this.topics = topics;
        this.input = input;
        this.told = told;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
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
                    Set<TopicPartition> running = told.inputs().look();
                    told.passedOn().look();
                    told.copies().look();
                    told.onLook().run();
                    if (!asked.containsAll(running)) {
                        break; // of a task that has just begun nothing is known, and it cannot be read before that
                    }
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        }
    }

    private void sample() throws InterruptedException {
        Set<TopicPartition> inputs = input.assigned();
        asked = inputs;
        Set<TopicPartition> ask = new HashSet<>(inputs);
        ask.addAll(told.copies().interests()); // what their checkpoints say is noted before the ends are asked for
        ask.addAll(told.passedOn().interests());
        ask.addAll(told.changelogs().interests());
        try {
            BrokerSample sample = sampler.sample(ask);
            if (topics.stillTheSame()) {
                told.copies().sampled(sample);
                asked = told.inputs().sampled(sample, inputs, told.copies().passedOn());
                told.passedOn().sampled(sample);
                told.changelogs().sampled(sample);
                if (told.inputs().lacksRerouted()) {
                    topics.passedOnIsLost(admin);
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the broker does not say where the topics end", e); // the growing lag says it to readers
            topics.look(); // a topic that is gone has no end
        }
    }

    /** Rerouted events have done their work once their fold is committed. */
    private void purge() {
        Map<TopicPartition, RecordsToDelete> done = new HashMap<>();
        input.committed().forEach((each, committed) -> {
            if (topics.isRerouted(each) && committed > 0) {
                done.put(each, RecordsToDelete.beforeOffset(committed));
            }
        });
        if (!done.isEmpty()) {
            admin.deleteRecords(done);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

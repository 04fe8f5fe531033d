package io.jobview.view;

import io.jobview.history.TopicFacts;
import io.jobview.topology.ViewTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the topics are those that the view was started on. Another history ends the view; one of the view's own that was gone is
 * made again and the view begins anew on it; partitions that came are taken in. For the one thread of
 * {@link ProgressThread}, but where said.
 */
final class TopicWatch {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    private final TopicSetup setup;
    private final ViewTopics topics;
    private final ViewEnd end;

    private volatile TopicFacts facts;
    private boolean missing;

    /** @param facts as they were when the view was started */
    TopicWatch(TopicSetup setup, ViewTopics topics, TopicFacts facts, ViewEnd end) {
        this.setup = setup;
        this.topics = topics;
        this.facts = facts;
        this.end = end;
    }

    /** The topics as they were last seen. Any thread. */
    TopicFacts facts() {
        return facts;
    }

    /** Asks, and says whether what was asked of the topics before now was asked of the right ones. */
    boolean stillTheSame() throws ExecutionException, TimeoutException, InterruptedException {
        TopicFacts before = facts;
        Optional<TopicFacts> answer;
        try {
            answer = setup.prepare(before);
        } catch (ViewFailure other) {
            end.fail(other);
            return false;
        }
        if (answer.isEmpty()) {
            sayMissing();
            return false;
        }
        missing = false;
        TopicFacts now = answer.get();
        if (!now.history().rerouted().equals(before.history().rerouted())) {
            end.renew("topic " + topics.rerouted() + " was made anew");
            return false;
        }
        if (!now.changelog().equals(before.changelog())
                || !now.changelogBegins().equals(begins(before, now))) {
            end.renew("topic " + topics.changelog() + " was emptied or made anew");
            return false;
        }
        facts = now;
        return true;
    }

    /** Those of before, and of partitions that have come since. */
    private static Map<Integer, Long> begins(TopicFacts before, TopicFacts now) {
        Map<Integer, Long> begins = new HashMap<>(now.changelogBegins());
        begins.putAll(before.changelogBegins());
        return begins;
    }

    /** The same, when nothing else could be asked. */
    void look() throws InterruptedException {
        try {
            stillTheSame();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the broker does not say what the topics are", e);
        }
    }

    private void sayMissing() {
        if (!missing) {
            missing = true;
            LOG.warn("topic {} is gone: what is served is what it held", topics.events());
        }
    }

    /**
     * Events that were on their way are gone though a store lacks them. The topic that carried them is removed, so that it is made anew: every task
     * that has passed on events then reads its own partition again from the first event on.
     */
    void passedOnIsLost(Admin admin) {
        LOG.warn("topic {} no longer holds what a store lacks: it is made anew, and filled again", topics.rerouted());
        admin.deleteTopics(List.of(topics.rerouted()));
    }

    boolean isRerouted(TopicPartition partition) {
        return partition.topic().equals(topics.rerouted());
    }
}

package io.jobview.view;

import io.jobview.history.TopicFacts;
import io.jobview.kafka.KafkaPorts;
import io.jobview.kafka.NotKafkaException;
import io.jobview.topology.ViewTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Gets a view to where it can start: Kafka answers and the topics are there. Waits for both as long as it takes. */
final class KafkaEntry {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final String NO_ADDRESS = "No resolvable bootstrap urls";

    private final Map<String, String> settings;
    private final ViewTopics topics;
    private final Consumer<String> detail;

    /** @param detail told in one line what is being waited for */
    KafkaEntry(Map<String, String> settings, ViewTopics topics, Consumer<String> detail) {
        this.settings = settings;
        this.topics = topics;
        this.detail = detail;
    }

    /**
     * A client of Kafka, which need not be there yet.
     *
     * @throws ViewFailure if the settings are wrong, also those that lead to something else than Kafka
     */
    Admin connect() throws InterruptedException {
        checkSettings();
        while (true) {
            try {
                KafkaPorts.ask(settings);
                return Admin.create(new HashMap<>(settings));
            } catch (NotKafkaException e) {
                throw new ViewFailure(ViewFailure.reason(e), e);
            } catch (IOException e) {
                unreachable();
            } catch (KafkaException e) {
                if (!ViewFailure.reason(e).startsWith(NO_ADDRESS)) {
                    throw ViewFailure.settings(e);
                }
                unreachable(); // a name that does not resolve now may do so once its host is up
            }
            Thread.sleep(TRY_AGAIN.toMillis());
        }
    }

    /** Before Kafka is there, too. */
    private void checkSettings() {
        try {
            new AdminClientConfig(new HashMap<>(settings));
        } catch (KafkaException e) {
            throw ViewFailure.settings(e);
        }
    }

    /**
     * What the topics are, once that of the events and the view's own are there.
     *
     * @param before what they were when this process looked before; null the first time
     * @throws ViewFailure if Kafka refuses for good, or the topics are not those of this view
     */
    TopicFacts awaitTopics(TopicSetup setup, @Nullable TopicFacts before) throws InterruptedException {
        while (true) {
            try {
                Optional<TopicFacts> facts = setup.prepare(before);
                if (facts.isPresent()) {
                    return facts.get();
                }
                detail.accept("topic " + topics.events() + " does not exist yet: create it, the view waits for it");
            } catch (TimeoutException e) {
                unreachable();
            } catch (ExecutionException e) {
                judge(e.getCause() == null ? e : e.getCause());
            }
            Thread.sleep(TRY_AGAIN.toMillis());
        }
    }

    private void judge(Throwable answer) {
        if (answer instanceof AuthenticationException || answer instanceof AuthorizationException) {
            throw new ViewFailure("Kafka refuses this client: " + ViewFailure.reason(answer), answer);
        }
        if (answer instanceof InvalidTopicException) {
            throw new ViewFailure(
                    "Kafka refuses the name of topic " + topics.events() + " or of the view: "
                            + ViewFailure.reason(answer),
                    answer);
        }
        if (answer instanceof RetriableException) {
            unreachable();
        } else {
            detail.accept("Kafka refuses what the view needs, trying again: " + ViewFailure.reason(answer));
        }
    }

    private void unreachable() {
        detail.accept("cannot reach Kafka at " + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
                + ", trying again");
    }
}

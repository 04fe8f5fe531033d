package io.jobview.cli;

import io.jobview.config.ServiceConfig;
import io.jobview.kafka.KafkaPorts;
import io.jobview.kafka.NotKafkaException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic that events are published to, as seen before the first is sent. */
final class EventsTopic {

    private static final int PATIENCE_SECONDS = 10;

    private EventsTopic() {}

    /**
     * Makes sure that the topic is there: a producer would retry a missing one for as long as a broker that is away.
     *
     * @throws CommandException if Kafka does not answer in ten seconds or has no such topic, or something else answers
     */
    static void check(ServiceConfig config) {
        String away = "cannot reach Kafka at " + config.bootstrapServers();
        try {
            KafkaPorts.ask(config.kafka());
            describe(config, away);
        } catch (NotKafkaException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandException(away + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }

    private static void describe(ServiceConfig config, String away) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put("default.api.timeout.ms", PATIENCE_SECONDS * 1000);
        settings.put("request.timeout.ms", PATIENCE_SECONDS * 500);
        try (Admin admin = Admin.create(settings)) {
            admin.describeTopics(List.of(config.eventsTopic())).allTopicNames().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandException(away, e);
        } catch (ExecutionException e) {
            throw refused(config, away, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw new CommandException(away + ": " + reason(e), e);
        }
    }

    private static CommandException refused(ServiceConfig config, String away, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new CommandException(
                    "there is no topic " + config.eventsTopic() + " at " + config.bootstrapServers(), cause);
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return new CommandException(away, cause);
        }
        return new CommandException(away + ": " + cause.getMessage(), cause);
    }

    private static String reason(KafkaException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }
}

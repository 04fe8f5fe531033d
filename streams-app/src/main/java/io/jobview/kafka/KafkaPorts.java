package io.jobview.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Asks what listens where Kafka should, before one of its clients connects there. A client takes the first four bytes of
 * any answer for a size and allocates it: at an HTTP port 1.2 GB, which ends the process.
 */
public final class KafkaPorts {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private KafkaPorts() {}

    /**
     * Returns if Kafka answers at one of the addresses, and nothing else at any: clients try them in any order.
     *
     * @param kafka settings of a client
     * @throws NotKafkaException if something else answers
     * @throws IOException if nothing answers; the message says why
     */
    public static void ask(Map<String, String> kafka) throws IOException, InterruptedException {
        ask(kafka, PATIENCE);
    }

    static void ask(Map<String, String> kafka, Duration patience) throws IOException, InterruptedException {
        List<CompletableFuture<Optional<IOException>>> answers = new ArrayList<>();
        for (Greeting greeting : greetings(kafka, patience)) {
            answers.add(CompletableFuture.supplyAsync(() -> failure(greeting), KafkaPorts::inThread));
        }
        List<IOException> failures = new ArrayList<>();
        for (CompletableFuture<Optional<IOException>> answer : answers) {
            get(answer).ifPresent(failures::add);
        }
        for (IOException failure : failures) {
            if (failure instanceof NotKafkaException) {
                throw failure;
            }
        }
        if (!failures.isEmpty() && failures.size() == answers.size()) {
            throw failures.get(0);
        }
    }

    /** None where a client has better words for what is wrong, or connects in a way of its own. */
    private static List<Greeting> greetings(Map<String, String> kafka, Duration patience) {
        if (kafka.containsKey(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG)) {
            return List.of();
        }
        try {
            Transport transport = Transport.of(kafka);
            return Bootstrap.addresses(kafka).stream()
                    .map(address -> new Greeting(transport, address, patience))
                    .toList();
        } catch (KafkaException | IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Optional<IOException> failure(Greeting greeting) {
        try {
            greeting.exchange();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** One that may be left behind: a connection under way cannot be interrupted. */
    private static void inThread(Runnable exchange) {
        Thread thread = new Thread(exchange, "jobview-greeting");
        thread.setDaemon(true);
        thread.start();
    }

    private static Optional<IOException> get(CompletableFuture<Optional<IOException>> answer)
            throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}

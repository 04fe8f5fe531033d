package io.jobview.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Asks what listens where Kafka should, before one of its clients connects there. A client takes the first four bytes of
 * any answer for a size and allocates it: at an HTTP port 1.2 GB, which ends the process.
 */
public final class KafkaPorts {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private KafkaPorts() {}

    /**
     * Returns if Kafka answers at one of the addresses, and nothing else at any: clients try them in any order. Does not
     * ask through TLS, where a client itself finds out most of this.
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
        for (InetSocketAddress address : Bootstrap.plain(kafka)) {
            Greeting greeting = new Greeting(address, patience);
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

package io.jobview.system;

import io.jobview.view.NumberedUpdates;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Readers of every instance of a fleet, each with one request at a time: those of a paused one wait until it goes on,
 * and are the first that it answers. They ask with tokens, with bounds of staleness and with neither, and judge every
 * answer by what was acknowledged when.
 */
final class StormReaders implements AutoCloseable {

    private static final Duration GIVE_UP = Duration.ofSeconds(30);
    private static final int BOUND_MILLIS_MOST = 10_000;

    /** What an answer must hold by what was asked for. */
    private record Asked(String what, int least) {}

    private final Fleet fleet;
    private final NumberedUpdates updates;
    private final List<String> workflows;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, AtomicLong> answers = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicLong> refusals = new ConcurrentSkipListMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    StormReaders(Fleet fleet, NumberedUpdates updates, List<String> workflows, int ofEach, SplittableRandom random) {
        this.fleet = fleet;
        this.updates = updates;
        this.workflows = workflows;
        for (int i = 0; i < ofEach * fleet.size(); i++) {
            int instance = i % fleet.size();
            SplittableRandom own = random.split();
            threads.add(new Thread(() -> read(instance, own), "storm-reader-" + i));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void read(int instance, SplittableRandom random) {
        try {
            while (!stopped) {
                ask(instance, workflows.get(random.nextInt(workflows.size())), random);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        }
    }

    private void ask(int instance, String workflow, SplittableRandom random) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(fleet.address(instance) + "/workflows/" + workflow + "/jobs"))
                .timeout(GIVE_UP);
        Asked asked = wish(request, workflow, random);
        long sent = System.nanoTime();
        try {
            judge(instance, workflow, asked, sent, client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            count(refusals, e.toString());
        }
    }

    private Asked wish(HttpRequest.Builder request, String workflow, SplittableRandom random) {
        NumberedUpdates.Acknowledged known = updates.latest(workflow);
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                if (known != null) {
                    request.header("View-At-Least", known.token());
                    if (random.nextBoolean()) {
                        request.header("Prefer", "wait=" + random.nextInt(1, 5));
                    }
                    return new Asked("token", known.number());
                }
            }
            case 2 -> {
                int millis = random.nextInt(200, BOUND_MILLIS_MOST);
                request.header(
                        "View-Max-Staleness", BigDecimal.valueOf(millis, 3).toPlainString());
                long before = System.nanoTime() - Duration.ofMillis(millis).toNanos();
                return new Asked("bound", updates.before(workflow, before));
            }
            default -> {
                // what comes then is judged by its age alone
            }
        }
        return new Asked("plain", -1);
    }

    private void judge(int instance, String workflow, Asked asked, long sent, HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            boolean later = answer.statusCode() == 503 || answer.statusCode() == 429;
            if (later && answer.headers().firstValue("Retry-After").isPresent()) {
                count(refusals, asked.what() + " " + answer.statusCode());
            } else {
                wrong.add(answer.statusCode() + " " + answer.body());
            }
            return;
        }
        Duration lag = Duration.ofNanos(
                new BigDecimal(answer.headers().firstValue("View-Lag-Seconds").orElseThrow())
                        .movePointRight(9)
                        .longValueExact());
        int byLag = updates.before(workflow, sent - lag.toNanos());
        int shown = NumberedUpdates.shown(answer.body());
        if (shown < Math.max(byLag, asked.least())) {
            wrong.add(String.format(
                    "%s of %s at %d, answered after %d ms: %d where it says to hold %d, and %d by its lag of %s: %s",
                    asked.what(),
                    workflow,
                    instance,
                    (System.nanoTime() - sent) / 1_000_000,
                    shown,
                    asked.least(),
                    byLag,
                    lag,
                    answer.headers().map()));
        }
        count(answers, asked.what());
    }

    private static void count(Map<String, AtomicLong> counts, String what) {
        counts.computeIfAbsent(what, any -> new AtomicLong()).incrementAndGet();
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Those that were served. */
    long answered() {
        return answers.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** Asks no more, and waits for the last answers. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public String toString() {
        return answered() + " answers " + answers + ", " + wrong.size() + " wrong; refused " + refusals;
    }

    @Override
    public void close() {
        stopped = true;
        threads.forEach(Thread::interrupt);
    }
}

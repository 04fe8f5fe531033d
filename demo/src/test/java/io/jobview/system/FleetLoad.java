package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Asks every instance that is in the rotation, at a steady rate however fast the answers come, for each workflow in turn, and judges every
 * answer. A request whose own instance is killed, stopped or paused before it answers is counted by itself: nobody could answer it.
 */
final class FleetLoad implements AutoCloseable {

    private static final int LIMIT = 20;
    private static final int AT_ONCE = 4;
    private static final int WAIT_SECONDS = 10; // as long as a request may
    private static final Duration GIVE_UP_WAITING = Duration.ofSeconds(20);
    private static final Duration GIVE_UP = Duration.ofSeconds(10);

    private final Fleet fleet;
    private final List<String> frozen;
    private final Map<String, List<String>> expected;
    private final GrowingWorkflows growing;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Map<String, AtomicInteger> refusals = new ConcurrentSkipListMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLongArray lastGood; // by workflow: nanos
    private final AtomicLong longestGap = new AtomicLong();
    private volatile String longestGapOf = "";
    private volatile boolean withTokens;

    /** @param expected rows of workflows that no event changes any more */
    FleetLoad(Fleet fleet, Map<String, List<String>> expected, GrowingWorkflows growing, int growingCount) {
        this.fleet = fleet;
        this.expected = new TreeMap<>(expected);
        this.frozen = List.copyOf(this.expected.keySet());
        this.growing = growing;
        this.lastGood = new AtomicLongArray(frozen.size() + growingCount);
        resetGaps();
    }

    private void resetGaps() {
        for (int i = 0; i < lastGood.length(); i++) {
            lastGood.set(i, System.nanoTime());
        }
        longestGap.set(0);
    }

    /**
     * Asks as fast as the answers come, a few at a time: JVMs that have never served a read are slower by a hundred times, and a steady rate
     * would pile up in them before anything has failed. None of these may be wrong or refused; they do not count for the share.
     */
    void warmUp(int requests) throws InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        for (int i = 0; i < requests; i++) {
            free.acquire();
            ask().whenComplete((done, failure) -> free.release());
        }
        free.acquire(AT_ONCE);
        assertThat(unanswered()).as(this::toString).isZero();
        answered.set(0);
    }

    /** From now on asks each growing workflow for what was last acknowledged, and waits for it. */
    void withTokens() {
        withTokens = true;
    }

    /** Asks at this rate from now on. */
    void start(int requestsPerSecond) {
        resetGaps();
        clock.scheduleAtFixedRate(this::ask, 0, TimeUnit.SECONDS.toNanos(1) / requestsPerSecond, TimeUnit.NANOSECONDS);
    }

    /** Ends once the answer is judged. */
    private CompletableFuture<?> ask() {
        int number = turn.getAndIncrement();
        int workflow = number % lastGood.length();
        int instance = (number / lastGood.length() + number) % fleet.size();
        for (int tries = 0; !fleet.isInRotation(instance) && tries < fleet.size(); tries++) {
            instance = (instance + 1) % fleet.size();
        }
        int asked = instance;
        Child child = fleet.child(asked);
        boolean isFrozen = workflow < frozen.size();
        String id = isFrozen ? frozen.get(workflow) : GrowingWorkflows.id(workflow - frozen.size());
        URI uri = URI.create(
                fleet.address(asked) + "/workflows/" + Reader.encode(id) + "/jobs?limit=" + (isFrozen ? 1000 : LIMIT));
        GrowingWorkflows.Acknowledged known = isFrozen || !withTokens ? null : growing.latest(workflow - frozen.size());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(GIVE_UP);
        if (known != null) {
            request.timeout(GIVE_UP_WAITING)
                    .header("View-At-Least", known.token())
                    .header("Prefer", "wait=" + WAIT_SECONDS);
        }
        long start = System.nanoTime();
        pending.incrementAndGet();
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray()).whenComplete((answer, failure) -> {
            try {
                boolean gone = !fleet.isInRotation(asked) || fleet.child(asked) != child;
                if (failure != null && gone) {
                    lost.incrementAndGet();
                } else if (failure != null) {
                    refused("failed: " + failure, id, asked);
                } else {
                    judge(workflow, id, answer, start, asked, known == null ? -1 : known.number());
                }
            } catch (RuntimeException | Error e) {
                wrong.add(id + ": " + e);
            } finally {
                pending.decrementAndGet();
            }
        });
    }

    private void judge(int workflow, String id, HttpResponse<byte[]> answer, long start, int asked, int atLeast) {
        if ((answer.statusCode() == 503 || answer.statusCode() == 429)
                && answer.headers().firstValue("Retry-After").isPresent()) {
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            refused(answer.statusCode() + " " + detail(body), id, asked);
            return;
        }
        if (answer.statusCode() != 200) {
            wrong.add(id + ": " + answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
            return;
        }
        try {
            List<String> rows = Reader.parse(answer.body()).rows();
            Duration lag = Duration.ofMillis(new BigDecimal(
                            answer.headers().firstValue("View-Lag-Seconds").orElseThrow())
                    .movePointRight(3)
                    .longValueExact());
            String complaint = workflow >= frozen.size()
                    ? growing.complaint(workflow - frozen.size(), rows, LIMIT, start, lag)
                    : rows.equals(expected.get(id)) ? null : rows + " is not " + expected.get(id);
            if (complaint == null && atLeast >= 0 && GrowingWorkflows.newest(rows) < atLeast) {
                complaint = "its token asks for job " + atLeast + ", not " + GrowingWorkflows.newest(rows);
            }
            if (complaint != null) {
                wrong.add(id + " from " + asked + ": " + complaint);
                return;
            }
        } catch (IOException e) {
            wrong.add(id + ": " + e);
            return;
        }
        answered.incrementAndGet();
        long now = System.nanoTime();
        long gap = now - lastGood.getAndSet(workflow, now);
        if (gap > longestGap.getAndAccumulate(gap, Math::max)) {
            longestGapOf = id + " at " + asked;
        }
    }

    private static String detail(String problem) {
        int from = problem.indexOf("\"detail\"");
        int to = problem.indexOf("\",", Math.max(0, from));
        return from < 0 || to < 0 ? problem : problem.substring(from, to);
    }

    private void refused(String what, String id, int asked) {
        System.out.printf("FleetLoad: %s: %s at %d: %s%n", LocalTime.now(ZoneOffset.UTC), id, asked, what);
        refusals.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    /** Stops asking and waits for the last answers. */
    void stop() throws InterruptedException {
        clock.shutdown();
        long end = System.nanoTime() + GIVE_UP_WAITING.toNanos();
        while (pending.get() > 0 && System.nanoTime() < end) {
            clock.awaitTermination(50, TimeUnit.MILLISECONDS);
        }
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    long answered() {
        return answered.get();
    }

    long unanswered() {
        return refusals.values().stream().mapToLong(AtomicInteger::get).sum();
    }

    double share() {
        return (double) answered() / (answered() + unanswered());
    }

    Duration longestGap() {
        return Duration.ofNanos(longestGap.get());
    }

    @Override
    public String toString() {
        return String.format(
                "%d answered, %d not (%.3f %%), %d lost with their instance, %d wrong; longest gap %d ms (%s); %s",
                answered(),
                unanswered(),
                100 * share(),
                lost.get(),
                wrong.size(),
                longestGap().toMillis(),
                longestGapOf,
                refusals);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

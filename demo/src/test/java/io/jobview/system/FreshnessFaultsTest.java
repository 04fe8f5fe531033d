package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobview.event.JobEvent;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.Totals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What views say of their age while transactions are open or aborted, and while they are behind: never less than it is,
 * and no more for ever. {@code -Djobview.transaction=30} is the whole form.
 */
class FreshnessFaultsTest {

    private static final int EVENTS = 300;
    private static final int ABORTED = 400;
    private static final int MANY = 10 * EVENTS;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OPEN = Duration.ofSeconds(Integer.getInteger("jobview.transaction", 6));
    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(2_500);

    @TempDir
    private static Path folder;

    private static LocalKafka kafka;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder, 0));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    @Timeout(240)
    void transactionsCountFromTheirFirstRecordToTheirEnd() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "transactions", 2)) {
            view.published().publish(EVENTS);
            startBoth(view);
            try (KafkaProducer<byte[], byte[]> producer = producer(view, "open")) {
                JobEvent held = PublishedEvents.job("held", 0);
                producer.beginTransaction();
                producer.send(view.published().record(held, null)).get();
                long since = System.nanoTime();
                view.published().publish(List.of(PublishedEvents.job("held", 1)));
                await().pollInterval(Duration.ofSeconds(1))
                        .atMost(OPEN.multipliedBy(2))
                        .until(() -> isHonestAboutWhatWaits(view, since) >= OPEN.toNanos());
                producer.commitTransaction();
                view.published().all().add(held);
                view.assertRight(0);
                view.assertRight(1);
            }
            try (KafkaProducer<byte[], byte[]> producer = producer(view, "aborted")) {
                producer.beginTransaction();
                for (int i = 0; i < ABORTED; i++) {
                    producer.send(view.published().record(PublishedEvents.job("aborted-" + i % 12, i), null));
                }
                producer.flush();
                producer.abortTransaction();
            }
            assertNothingIsUnread(view);
            view.fleet().stop(0);
            view.fleet().stop(1);
            startBoth(view);
            assertNothingIsUnread(view);
        }
    }

    private static void startBoth(FaultedView view) throws InterruptedException {
        view.fleet().start(0);
        view.fleet().start(1);
        for (int i = 0; i < 2; i++) {
            view.fleet().awaitReady(i);
            view.assertRight(i);
        }
        view.fleet().awaitCopies();
    }

    private static KafkaProducer<byte[], byte[]> producer(FaultedView view, String id) {
        KafkaProducer<byte[], byte[]> producer = view.published().producer(Map.of("transactional.id", id));
        producer.initTransactions();
        return producer;
    }

    /** Looks at all that speaks of age. Returns how long something waits by now. */
    private static long isHonestAboutWhatWaits(FaultedView view, long sinceNanos) throws Exception {
        for (int i = 0; i < 2; i++) {
            Reader.Answer page = view.reader(i).ask("held");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.rows()).isEmpty();
            assertThat(page.claims(sinceNanos)).as(page::toString).isFalse();
        }
        Duration waits = Duration.ofNanos(System.nanoTime() - sinceNanos);
        if (waits.compareTo(BOUND) > 0) {
            for (int i = 0; i < 2; i++) {
                Reader.Answer bound =
                        view.reader(i).ask("held", "View-Max-Staleness", Long.toString(BOUND.toSeconds()));
                assertThat(bound.status()).isEqualTo(503);
            }
            // One of them has the partition, and says that it is behind.
            assertThat(view.readiness(0).path("caught_up").booleanValue()
                            && view.readiness(1).path("caught_up").booleanValue())
                    .isFalse();
            assertThat(Math.max(seconds(view.readiness(0)), seconds(view.readiness(1))))
                    .isGreaterThanOrEqualTo(waits.toMillis() / 1e3);
        }
        return waits.toNanos();
    }

    private static double seconds(JsonNode readiness) {
        return readiness.path("lag_seconds").doubleValue();
    }

    /** What is here, active or copied, is soon said to be younger than this call. */
    private static void assertNothingIsUnread(FaultedView view) {
        long since = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            int asked = i;
            view.eventually(() -> view.view(asked), claims -> claims.holds(since));
        }
    }

    @Test
    @Timeout(240)
    void oneThatIsBehindSaysSoFromTheFirstMoment() throws Exception {
        try (FaultedView view = new FaultedView(kafka, dir, "behind", 1)) {
            view.published().publish(EVENTS);
            view.start(0);
            view.assertAllRight(0);
            view.fleet().pause(0);
            long paused = System.nanoTime();
            view.published().publish(MANY);
            await().pollDelay(PAUSE.minusNanos(System.nanoTime() - paused)).until(() -> true);
            view.fleet().resume(0);
            long all = EVENTS + MANY;
            view.eventually(
                    () -> {
                        JsonNode readiness = view.readiness(0);
                        boolean has = readiness.path("consumed").longValue() >= all;
                        assertThat(has || !readiness.path("caught_up").booleanValue())
                                .as(readiness::toString)
                                .isTrue();
                        return has;
                    },
                    has -> has);
            view.assertAllRight(0);
            view.fleet().stop(0);

            view.fleet().start(0);
            ViewClaims first = view.eventually(() -> view.view(0), ViewClaims::caughtUp);
            Totals expected = view.published().expected().totals();
            assertThat(first.totals()).as(first::toString).isEqualTo(expected);
            assertThat(view.fleet().child(0).awaitLine(line -> line.startsWith("jobview: caught up"), PATIENCE))
                    .endsWith(expected.digest().toString());
            assertThat(IntStream.range(0, FaultedView.PARTITIONS))
                    .allMatch(
                            each -> first.partition(each).path("role").asText().equals("ACTIVE"));
        }
    }
}

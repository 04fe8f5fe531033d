package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.view.NumberedUpdates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances of which one is paused again and again, for a moment or until others have its partitions, while
 * numbered updates come in and readers ask all of them: no answer may claim what it does not hold. {@code
 * -Djobview.storm=300} goes on for so many seconds, {@code -Djobview.readers=20} with so many readers of each instance.
 */
class FreshnessStormTest {

    private static final String TOPIC = "job-events";
    private static final int PARTITIONS = 6;
    private static final int INSTANCES = 3;
    private static final int OF_EACH_PARTITION = 2;
    private static final int UPDATES_PER_SECOND = 120;
    private static final int READERS_OF_EACH = 6;
    private static final int SECONDS = 25;
    private static final int LEAST_PAUSE_MILLIS = 1_000;
    private static final int MOST_PAUSE_MILLIS = 12_000;
    private static final int MOST_BETWEEN_MILLIS = 3_000;
    private static final int TAKEN_OVER_MILLIS = 9_500; // by then others have what a paused instance had

    @TempDir
    private Path dir;

    @Test
    @Timeout(1200)
    void noAnswerClaimsMoreThanItHolds() throws Exception {
        long seed = Long.getLong("jobview.seed", System.nanoTime());
        int seconds = Integer.getInteger("jobview.storm", SECONDS);
        int readersOfEach = Integer.getInteger("jobview.readers", READERS_OF_EACH);
        SplittableRandom random = new SplittableRandom(seed);
        List<String> workflows = NumberedUpdates.workflows(PARTITIONS, OF_EACH_PARTITION);
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(dir.resolve("kafka"), 0))) {
            kafka.createTopic(TOPIC, PARTITIONS, Map.of());
            try (Fleet fleet = new Fleet(dir, kafka.bootstrapServers(), TOPIC, PARTITIONS, INSTANCES);
                    NumberedUpdates updates = new NumberedUpdates(
                            kafka.bootstrapServers(), TOPIC, workflows, PARTITIONS, UPDATES_PER_SECOND);
                    StormReaders readers = new StormReaders(fleet, updates, workflows, readersOfEach, random.split())) {
                for (int i = 0; i < INSTANCES; i++) {
                    fleet.start(i);
                }
                for (int i = 0; i < INSTANCES; i++) {
                    fleet.awaitReady(i);
                }
                fleet.awaitCopies();
                readers.start();
                int pauses = storm(fleet, random, Duration.ofSeconds(seconds));
                readers.stop();
                System.out.printf("FreshnessStormTest: seed %d, %d pauses: %s%n", seed, pauses, readers);
                assertThat(readers.wrong()).as(fleet::output).isEmpty();
                assertThat(readers.answered()).as(fleet::output).isPositive();
                for (int i = 0; i < INSTANCES; i++) {
                    assertThat(fleet.child(i).isAlive()).as(fleet::output).isTrue();
                }
            }
        } catch (Exception | AssertionError e) {
            throw new AssertionError("failed with -Djobview.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    /** The first pause is long enough for a takeover. Returns how many there were. */
    private static int storm(Fleet fleet, SplittableRandom random, Duration atLeast) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + atLeast.toNanos();
        int pauses = 0;
        while (System.nanoTime() - end < 0) {
            int least = pauses == 0 ? TAKEN_OVER_MILLIS : LEAST_PAUSE_MILLIS;
            int instance = random.nextInt(fleet.size());
            fleet.pause(instance);
            never.await(random.nextInt(least, MOST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
            fleet.resume(instance);
            never.await(random.nextInt(MOST_BETWEEN_MILLIS), TimeUnit.MILLISECONDS);
            pauses++;
        }
        return pauses;
    }
}

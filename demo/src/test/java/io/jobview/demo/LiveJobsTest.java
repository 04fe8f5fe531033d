package io.jobview.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LiveJobsTest {

    private static final Instant NOW = Instant.parse("2026-03-14T15:09:26.535Z");

    @Test
    void jobsOpenAtTheEndOfTheHistoryFinish() {
        JobBook book = new JobBook();
        LiveJobs live = live(book, 2000, 0.001);
        long open = book.ending("created") + book.ending("scheduled") + book.ending("started");
        assertThat(open).isPositive();
        assertThat(live.openJobs()).isGreaterThanOrEqualTo((int) open);

        live.dueUntil(NOW.plus(Duration.ofDays(2))).forEach(book::add);

        book.assertLivesAreWhole();
        long ended = book.ending("completed") + book.ending("failed") + book.ending("cancelled");
        assertThat(ended).isEqualTo(book.jobs() - live.openJobs());
        assertThat(live.openJobs()).isLessThan(10);
    }

    @Test
    void newJobsComeAtTheRateAndEndWhileOneWatches() {
        JobBook book = new JobBook();
        LiveJobs live = live(book, 0, LiveJobs.DEFAULT_RATE);
        assertThat(live.dueUntil(NOW)).isEmpty();
        live.dueUntil(NOW.plus(Duration.ofMinutes(1))).forEach(book::add);
        assertThat(book.jobs()).isBetween(80, 160);
        assertThat(book.ending("completed")).isPositive();
        assertThat(book.ending("started")).isPositive();
        live.dueUntil(NOW.plus(Duration.ofHours(1))).forEach(book::add);
        book.assertLivesAreWhole();
        assertThat(book.jobs()).isBetween(6700, 7700);
        assertThat(live.openJobs()).isLessThan(2000);
    }

    @Test
    void howOftenOneAsksDoesNotChangeWhatHappens() {
        Instant end = NOW.plus(Duration.ofMinutes(20));
        List<String> atOnce = texts(live(new JobBook(), 500, 2).dueUntil(end));
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        LiveJobs live = live(new JobBook(), 500, 2);
        List<GeneratedEvent> inParts = new ArrayList<>();
        for (Instant now = NOW; now.isBefore(end); now = now.plusMillis(random.nextInt(5000))) {
            List<GeneratedEvent> due = live.dueUntil(now);
            for (GeneratedEvent event : due) {
                assertThat(event.at()).isBeforeOrEqualTo(now);
            }
            inParts.addAll(due);
        }
        inParts.addAll(live.dueUntil(end));
        assertThat(texts(inParts)).as("seed %d", seed).isEqualTo(atOnce);
    }

    @Test
    void timesRiseFromTheEndOfTheHistoryOn() {
        Instant last = NOW;
        for (GeneratedEvent event : live(new JobBook(), 500, 5).dueUntil(NOW.plus(Duration.ofHours(1)))) {
            assertThat(event.at()).isAfterOrEqualTo(last);
            last = event.at();
        }
        assertThat(last).isAfter(NOW.plus(Duration.ofMinutes(59)));
    }

    @Test
    void aClockThatGoesBackBringsNothing() {
        LiveJobs live = live(new JobBook(), 500, 2);
        assertThat(live.dueUntil(NOW.plusSeconds(60))).isNotEmpty();
        assertThat(live.dueUntil(NOW.plusSeconds(30))).isEmpty();
        assertThat(live.dueUntil(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void refusesAHistoryThatIsNotOverAndAWrongRate() {
        assertThatThrownBy(() -> new LiveJobs(new GeneratedHistory(1, 10, NOW), 1))
                .isInstanceOf(IllegalStateException.class);
        for (double rate : new double[] {0, -1, 1001, Double.NaN}) {
            assertThatThrownBy(() -> new LiveJobs(new GeneratedHistory(1, 0, NOW), rate))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static LiveJobs live(JobBook book, int jobs, double rate) {
        GeneratedHistory history = new GeneratedHistory(1, jobs, NOW);
        history.forEachRemaining(book::add);
        return new LiveJobs(history, rate);
    }

    private static List<String> texts(List<GeneratedEvent> events) {
        return events.stream()
                .map(event -> new String(event.json(), StandardCharsets.UTF_8))
                .toList();
    }
}

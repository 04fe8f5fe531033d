package io.jobview.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class GeneratedHistoryTest {

    private static final Instant NOW = Instant.parse("2026-03-14T15:09:26.535Z");

    @Test
    void theSameSeedTellsTheSameStory() {
        List<String> story = texts(new GeneratedHistory(7, 2000, NOW));
        assertThat(texts(new GeneratedHistory(7, 2000, NOW))).isEqualTo(story);
        assertThat(texts(new GeneratedHistory(8, 2000, NOW))).isNotEqualTo(story);
    }

    /** Pins the bytes: a history that changes with the JDK, or by accident, would not be the same story. */
    @Test
    void theStoryIsTheSameOnEveryJdk() {
        List<String> story = texts(new GeneratedHistory(7, 2000, NOW));
        CRC32 sum = new CRC32();
        story.forEach(event -> sum.update(event.getBytes(StandardCharsets.UTF_8)));
        assertThat(story.get(0))
                .isEqualTo("{\"type\":\"job.created\",\"workflow_id\":\"email-digest\","
                        + "\"job_id\":\"email-digest-20260307-151121-000\","
                        + "\"occurred_at\":\"2026-03-07T15:11:21.314Z\",\"trigger\":\"AUTOMATIC\"}");
        assertThat(Long.toHexString(sum.getValue())).isEqualTo("d882f860");
    }

    @Test
    void everyStatusAndRetriesOccurAsOftenAsInRealLife() {
        JobBook book = read(new GeneratedHistory(1, 20_000, NOW));
        book.assertLivesAreWhole();
        assertThat(book.jobs()).isEqualTo(20_000);
        assertThat(book.ending("completed")).isBetween(18_000L, 19_400L);
        assertThat(book.ending("failed")).isBetween(200L, 1000L);
        assertThat(book.ending("cancelled")).isBetween(200L, 800L);
        assertThat(book.ending("created") + book.ending("scheduled")).isPositive();
        assertThat(book.ending("started")).isPositive();
        assertThat(book.with("started#2")).isBetween(100L, 1000L);
        assertThat(book.with("started#3")).isPositive();
        assertThat(book.manual()).isBetween(1000, 4000);
    }

    @Test
    void workflowsDifferInVolumeAsByZipf() {
        JobBook book = read(new GeneratedHistory(2, 10_000, NOW));
        assertThat(book.sizes()).hasSameSizeAs(DemoWorkflow.ALL);
        int first = book.sizes().get(DemoWorkflow.ALL.get(0).id());
        for (int rank = 1; rank <= DemoWorkflow.ALL.size(); rank++) {
            int size = book.sizes().get(DemoWorkflow.ALL.get(rank - 1).id());
            assertThat(size).as("rank %d", rank).isBetween(first / rank * 8 / 10, first / rank * 12 / 10);
        }
    }

    @Test
    void timesRiseFromTheStartToNow() {
        for (int jobs : List.of(1, 2, 19, 21, 5000)) {
            Instant last = NOW.minus(GeneratedHistory.SPAN);
            GeneratedHistory history = new GeneratedHistory(3, jobs, NOW);
            while (history.hasNext()) {
                Instant at = history.next().at();
                assertThat(at).isBetween(last, NOW);
                last = at;
            }
        }
    }

    @Test
    void evenASmallHistoryHasJobsPendingOrRunningAtItsEnd() {
        for (long seed = 0; seed < 20; seed++) {
            GeneratedHistory history = new GeneratedHistory(seed, 1000, NOW);
            history.forEachRemaining(event -> {});
            assertThat(history.open().size()).as("seed %d", seed).isPositive();
        }
    }

    @Test
    void holdsOnlyOpenJobs() {
        GeneratedHistory history = new GeneratedHistory(4, 50_000, NOW);
        int most = 0;
        while (history.hasNext()) {
            history.next();
            most = Math.max(most, history.open().size());
        }
        assertThat(most).isLessThan(2000);
    }

    @Test
    void endsWhereItSays() {
        GeneratedHistory none = new GeneratedHistory(5, 0, NOW);
        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> new GeneratedHistory(5, -1, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GeneratedHistory(5, 1, NOW, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JobBook read(GeneratedHistory history) {
        JobBook book = new JobBook();
        history.forEachRemaining(book::add);
        return book;
    }

    private static List<String> texts(GeneratedHistory history) {
        List<String> texts = new ArrayList<>();
        history.forEachRemaining(event -> texts.add(new String(event.json(), StandardCharsets.UTF_8)));
        return texts;
    }
}

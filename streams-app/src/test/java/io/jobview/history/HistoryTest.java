package io.jobview.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final History HISTORY = new History("here", "first", "on-its-way", "jobview", 6);

    @Test
    void isTheSameWhateverBecameOfWhatIsOnItsWay() {
        assertThat(HISTORY.difference(HISTORY)).isNull();
        assertThat(HISTORY.difference(new History("here", "first", "made-anew", "jobview", 6)))
                .isNull();
    }

    @Test
    void saysWhichIsWhich() {
        assertThat(HISTORY.difference(new History("there", "first", "on-its-way", "jobview", 6)))
                .isEqualTo("cluster here, not of cluster there");
        assertThat(HISTORY.difference(new History("here", "second", "on-its-way", "jobview", 6)))
                .isEqualTo("an events topic with id first, not of the present one with id second");
        assertThat(HISTORY.difference(new History("here", "first", "on-its-way", "other", 6)))
                .isEqualTo("view jobview, not of view other");
        assertThat(HISTORY.difference(new History("here", "first", "on-its-way", "jobview", 8)))
                .isEqualTo("6 home partitions, not of 8");
    }

    @Test
    void aChangelogHoldsWhatItHeldUnlessItIsAnotherOrWasCut() {
        TopicFacts now = new TopicFacts(HISTORY, 6, "log", Map.of(1, 10L));
        assertThat(now.holds(checkpoint(0, "log", 0))).isTrue();
        assertThat(now.holds(checkpoint(0, "other", 0))).isFalse();
        assertThat(now.holds(checkpoint(1, "log", 9)))
                .as("its beginning is deleted")
                .isFalse();
        assertThat(now.holds(checkpoint(1, "log", 10))).as("written after that").isTrue();
    }

    private static Checkpoint checkpoint(int partition, String changelog, long begin) {
        return new Checkpoint(HISTORY, partition, changelog, begin, 0, 0, false, List.of());
    }

    @Test
    void aRangeOfMissingEventsIsSaidInclusively() {
        assertThat(new MissingEvents(3, 7, 9)).hasToString("3@7..8");
    }
}

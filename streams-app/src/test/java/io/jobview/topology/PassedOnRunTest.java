package io.jobview.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What arrives at a home from one partition: offsets of events, and what the sender says it had passed on before each.
 */
class PassedOnRunTest {

    private static final long NOTHING = 0;

    private @Nullable PassedOnRun run;

    @Test
    void speaksForAllFromTheFirstOneOfASenderOn() {
        first(40, 50);
        assertThat(reaches(50, NOTHING))
                .as("all before it had arrived, or 40 were not committed")
                .isTrue();
        assertThat(reaches(51, NOTHING)).isFalse();
        next(50, 57);
        next(57, 60);
        assertThat(reaches(60, NOTHING)).isTrue();
    }

    /** The sending of 57 failed, and 60 got through before the sender noticed. */
    @Test
    void neverSpeaksForOneThatIsMissing() {
        first(40, 50);
        next(57, 60);
        assertThat(reaches(57, NOTHING)).isFalse();
        assertThat(reaches(60, NOTHING)).isFalse();
        next(60, 70);
        assertThat(reaches(70, NOTHING)).isFalse();
        assertThat(reaches(70, 57)).as("57 itself is not proven").isFalse();
        assertThat(reaches(70, 58)).as("all before 58 is known otherwise").isTrue();
    }

    /** The sender begins anew where it had committed: what it sends first speaks for no more than it says. */
    @Test
    void aNewBeginningDoesNotSpeakForOneThatIsStillToCome() {
        first(40, 50);
        next(60, 70); // 60 is missing
        first(45, 50);
        assertThat(reaches(50, NOTHING)).isTrue();
        assertThat(reaches(60, NOTHING)).as("60 comes next").isFalse();
        assertThat(reaches(70, NOTHING)).isFalse();
        next(50, 60);
        assertThat(reaches(60, NOTHING)).isTrue();
        next(60, 70);
        assertThat(reaches(70, NOTHING)).isTrue();
    }

    @Test
    void aNewBeginningThatJoinsTakesNothingBack() {
        first(40, 50);
        next(50, 60);
        first(45, 50); // a sender that was killed before it committed
        assertThat(reaches(60, NOTHING)).isTrue();
        next(50, 60);
        next(60, 70);
        assertThat(reaches(70, NOTHING)).isTrue();
    }

    /** A successor's first and what its paused predecessor sends late, in any order. */
    @Test
    void whatComesLateTakesNothingBack() {
        first(40, 50);
        next(50, 60);
        next(60, 70);
        next(50, 60);
        assertThat(run).isEqualTo(new PassedOnRun(-1, 70));
    }

    @Test
    void inTheMiddleOfATenureItSpeaksForWhatComesFromThereOn() {
        next(30, 40);
        assertThat(reaches(40, NOTHING)).isFalse();
        assertThat(reaches(40, 31)).isTrue();
        next(40, 45);
        assertThat(reaches(45, 31)).isTrue();
    }

    /** An older version did not say what came before. */
    @Test
    void aBareOneSpeaksForNothing() {
        first(0, 10);
        take(20, Long.MAX_VALUE);
        assertThat(reaches(20, Long.MAX_VALUE)).isFalse();
        next(20, 30);
        assertThat(reaches(30, Long.MAX_VALUE)).isFalse();
        first(25, 40);
        assertThat(reaches(40, NOTHING)).isTrue();
    }

    private void first(long start, long offset) {
        take(offset, Origin.first(start));
    }

    private void next(long previous, long offset) {
        take(offset, previous);
    }

    private void take(long offset, long previous) {
        run = PassedOnRun.next(run, new Origin(2, offset, previous));
    }

    private boolean reaches(long offset, long proven) {
        return run != null && run.reaches(offset, proven);
    }
}

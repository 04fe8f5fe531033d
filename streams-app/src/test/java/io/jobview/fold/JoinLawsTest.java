package io.jobview.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.JobEvent;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The three laws that make the fold independent of order and repetition, on states and not only on events. */
class JoinLawsTest {
    @Test
    void theJoinIsCommutativeAssociativeAndIdempotent() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            RandomHistory history = new RandomHistory(random.nextLong(), 1, 1);
            JobState a = state(history, random);
            JobState b = state(history, random);
            JobState c = state(history, random);
            String where = "seed " + seed + ", case " + i;
            assertThat(a.join(b)).as(where).isEqualTo(b.join(a));
            assertThat(a.join(b).join(c)).as(where).isEqualTo(a.join(b.join(c)));
            assertThat(a.join(a)).as(where).isEqualTo(a);
            assertThat(a.join(b).join(a)).as(where).isEqualTo(a.join(b));
        }
    }

    private static JobState state(RandomHistory history, SplittableRandom random) {
        List<JobEvent> events = history.events(1 + random.nextInt(4));
        return events.stream().map(JobState::of).reduce(JobState::join).orElseThrow();
    }
}

package io.jobview.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagWatchTest {

    private static final TopicPartition INPUT = new TopicPartition("job-events", 0);
    private static final TopicPartition OTHER = new TopicPartition("job-events", 1);

    private final LagWatch watch = new LagWatch();

    @Test
    void isUnknownUntilAnEndIsReached() {
        watch.consumed(INPUT, 100);
        assertThat(watch.lag(INPUT, at(0))).isNull();
        watch.sampled(INPUT, 101, at(10));
        watch.consumed(INPUT, 100);
        assertThat(watch.lag(INPUT, at(20))).isNull();
        watch.consumed(INPUT, 101);
        assertThat(watch.lag(INPUT, at(20))).isEqualTo(Duration.ofNanos(10));
        assertThat(watch.lag(OTHER, at(20))).isNull();
    }

    @Test
    void growsWhileNoFurtherEndIsReached() {
        watch.sampled(INPUT, 1, at(10));
        watch.consumed(INPUT, 1);
        watch.sampled(INPUT, 5, at(20));
        watch.consumed(INPUT, 4);
        assertThat(watch.lag(INPUT, at(30))).isEqualTo(Duration.ofNanos(20));
        assertThat(watch.lag(INPUT, at(1010))).isEqualTo(Duration.ofNanos(1000));
    }

    /** A view that is always a moment behind a busy topic would otherwise never reach an end. */
    @Test
    void keepsAnEndUntilItIsReached() {
        watch.sampled(INPUT, 5, at(10));
        watch.sampled(INPUT, 50, at(20));
        watch.sampled(INPUT, 500, at(30));
        watch.consumed(INPUT, 7);
        assertThat(watch.lag(INPUT, at(40))).isEqualTo(Duration.ofNanos(30));
        watch.consumed(INPUT, 400);
        assertThat(watch.lag(INPUT, at(40))).as("the later ends were not taken").isEqualTo(Duration.ofNanos(30));
        watch.sampled(INPUT, 400, at(35));
        watch.consumed(INPUT, 400);
        assertThat(watch.lag(INPUT, at(40))).isEqualTo(Duration.ofNanos(5));
    }

    @Test
    void anEmptyInputIsComplete() {
        watch.sampled(INPUT, 0, at(10));
        watch.consumed(INPUT, 0);
        assertThat(watch.lag(INPUT, at(11))).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void isNeverNegative() {
        watch.sampled(INPUT, 0, at(10));
        watch.consumed(INPUT, 0);
        assertThat(watch.lag(INPUT, at(9))).isZero();
    }

    /** The monotonic clock stops while the host sleeps: what was known before is as old as the wall clock says. */
    @Test
    void countsSleep() {
        watch.sampled(INPUT, 0, new Moment(10, 1_000));
        watch.consumed(INPUT, 0);
        assertThat(watch.lag(INPUT, new Moment(20, 61_000))).isEqualTo(Duration.ofSeconds(60));
        assertThat(watch.lag(INPUT, new Moment(20, 0)))
                .as("a clock that was set back")
                .isEqualTo(Duration.ofNanos(10));
    }

    private static Moment at(long nanos) {
        return new Moment(nanos, 0);
    }
}

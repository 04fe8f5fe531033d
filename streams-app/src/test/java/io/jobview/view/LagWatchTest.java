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
        assertThat(watch.lag(INPUT, 0)).isNull();
        watch.sampled(INPUT, 101, 10);
        watch.consumed(INPUT, 100);
        assertThat(watch.lag(INPUT, 20)).isNull();
        watch.consumed(INPUT, 101);
        assertThat(watch.lag(INPUT, 20)).isEqualTo(Duration.ofNanos(10));
        assertThat(watch.lag(OTHER, 20)).isNull();
    }

    @Test
    void growsWhileNoFurtherEndIsReached() {
        watch.sampled(INPUT, 1, 10);
        watch.consumed(INPUT, 1);
        watch.sampled(INPUT, 5, 20);
        watch.consumed(INPUT, 4);
        assertThat(watch.lag(INPUT, 30)).isEqualTo(Duration.ofNanos(20));
        assertThat(watch.lag(INPUT, 1010)).isEqualTo(Duration.ofNanos(1000));
    }

    /** A view that is always a moment behind a busy topic would otherwise never reach an end. */
    @Test
    void keepsAnEndUntilItIsReached() {
        watch.sampled(INPUT, 5, 10);
        watch.sampled(INPUT, 50, 20);
        watch.sampled(INPUT, 500, 30);
        watch.consumed(INPUT, 7);
        assertThat(watch.lag(INPUT, 40)).isEqualTo(Duration.ofNanos(30));
        watch.consumed(INPUT, 400);
        assertThat(watch.lag(INPUT, 40)).as("the later ends were not taken").isEqualTo(Duration.ofNanos(30));
        watch.sampled(INPUT, 400, 35);
        watch.consumed(INPUT, 400);
        assertThat(watch.lag(INPUT, 40)).isEqualTo(Duration.ofNanos(5));
    }

    @Test
    void anEmptyInputIsComplete() {
        watch.sampled(INPUT, 0, 10);
        watch.consumed(INPUT, 0);
        assertThat(watch.lag(INPUT, 11)).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void isNeverNegative() {
        watch.sampled(INPUT, 0, 10);
        watch.consumed(INPUT, 0);
        assertThat(watch.lag(INPUT, 9)).isZero();
    }
}

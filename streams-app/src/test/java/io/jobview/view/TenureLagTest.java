package io.jobview.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.topology.InputTenure;
import io.jobview.topology.Tenures;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TenureLagTest {

    private static final TopicPartition INPUT = new TopicPartition("job-events", 0);

    private final TenureLag lags = new TenureLag();
    private final InputTenure first = Tenures.at(INPUT, 10);

    @Test
    void isUnknownUntilTheTenureReachesAnEnd() {
        lags.look(first, INPUT);
        assertThat(lag(first)).isNull();
        lags.sampled(first, INPUT, 11, at(1));
        lags.look(first, INPUT);
        assertThat(lag(first)).isNull();
    }

    @Test
    void countsFromTheEndThatTheTenureReached() {
        lags.sampled(first, INPUT, 10, at(1));
        lags.look(first, INPUT);
        assertThat(lag(first)).isEqualTo(Duration.ofSeconds(99));
        lags.sampled(first, INPUT, 10, at(60));
        assertThat(lag(first)).as("not looked at since").isEqualTo(Duration.ofSeconds(99));
        lags.look(first, INPUT);
        assertThat(lag(first)).isEqualTo(Duration.ofSeconds(40));
    }

    /** A partition that comes back may lack what was folded here before and never committed. */
    @Test
    void ofOneTenureNeverSpeaksForTheNext() {
        lags.sampled(first, INPUT, 10, at(90));
        lags.look(first, INPUT);
        InputTenure second = Tenures.at(INPUT, 5);
        assertThat(lag(second)).isNull();
        lags.look(second, INPUT);
        assertThat(lag(second)).isNull();
        lags.sampled(second, INPUT, 10, at(95));
        lags.look(second, INPUT);
        assertThat(lag(second)).as("it has not come so far").isNull();
        assertThat(lag(first)).as("nor does the first speak any more").isNull();
    }

    @Test
    void anEndOfTheEarlierTenureIsNotWaitedForInTheNext() {
        lags.sampled(first, INPUT, 11, at(1));
        InputTenure second = Tenures.at(INPUT, 11);
        lags.look(second, INPUT);
        assertThat(lag(second)).isNull();
        lags.sampled(second, INPUT, 11, at(80));
        lags.look(second, INPUT);
        assertThat(lag(second)).isEqualTo(Duration.ofSeconds(20));
    }

    private Duration lag(InputTenure tenure) {
        return lags.lag(tenure, INPUT, at(100));
    }

    private static Moment at(long second) {
        return new Moment(second * 1_000_000_000, second * 1_000);
    }
}

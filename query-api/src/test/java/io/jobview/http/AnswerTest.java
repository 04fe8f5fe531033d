package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,0.001",
        "999999,0.001",
        "1000000,0.001",
        "1000001,0.002",
        "10000000,0.01",
        "100000000,0.1",
        "999000001,1",
        "1000000000,1",
        "60500000000,60.5",
        "-5,0"
    })
    void aLagIsRoundedUpToMilliseconds(long nanos, String seconds) {
        assertThat(Answer.seconds(Duration.ofNanos(nanos))).isEqualTo(seconds);
    }
}

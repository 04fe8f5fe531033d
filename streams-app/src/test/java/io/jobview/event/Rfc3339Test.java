package io.jobview.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z,2026-01-31T12:00:00Z",
        "2026-01-31t12:00:00z,2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+00:00,2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00-00:00,2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+23:59,2026-01-30T12:01:00Z",
        "2026-01-31T12:00:00-23:59,2026-02-01T11:59:00Z",
        "2026-01-31T12:00:00.5Z,2026-01-31T12:00:00.5Z",
        "2026-01-31T12:00:00.120000000Z,2026-01-31T12:00:00.12Z",
        "2026-01-31T12:00:00.000000001+05:30,2026-01-31T06:30:00.000000001Z",
        "2026-01-31T12:00:00.1234567899999999999Z,2026-01-31T12:00:00.123456789Z",
        "2026-01-31T12:00:00.0000000009Z,2026-01-31T12:00:00Z",
        "2024-02-29T00:00:00Z,2024-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z,2000-02-29T00:00:00Z",
        "0000-02-29T00:00:00Z,0000-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z,0000-01-01T00:00:00Z",
        "0000-01-01T01:00:00+01:00,0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z,9999-12-31T23:59:59.999999999Z",
        "1969-12-31T23:59:59.9Z,1969-12-31T23:59:59.9Z",
        "2016-12-31T23:59:60Z,2017-01-01T00:00:00Z",
        "2016-12-31T23:59:60.25Z,2017-01-01T00:00:00.25Z",
        "2017-01-01T05:29:60+05:30,2017-01-01T00:00:00Z",
        "2016-12-31T15:59:60-08:00,2017-01-01T00:00:00Z"
    })
    void timesAreReadWithAnyOffsetAndWrittenInUtc(String text, String utc) {
        assertThat(Rfc3339.format(Rfc3339.parse(text))).isEqualTo(utc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31",
                "2026-01-31T12:00:00",
                "2026-01-31T12:00Z",
                "2026-01-31 12:00:00Z",
                "2026-01-31T12:00:00 Z",
                " 2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00Z ",
                "2026-01-31T12:00:00ZZ",
                "2026-01-31T12:00:00.Z",
                "2026-01-31T12:00:00.",
                "2026-01-31T12:00:00.5",
                "2026-01-31T12:00:00,5Z",
                "2026-01-31T12:00:00+01",
                "2026-01-31T12:00:00+0100",
                "2026-01-31T12:00:00+01:000",
                "2026-01-31T12:00:00+24:00",
                "2026-01-31T12:00:00+01:60",
                "2026-01-31T12:00:00~01:00",
                "2026-01-31T12:00:00\u221201:00",
                "2026-00-31T12:00:00Z",
                "2026-13-31T12:00:00Z",
                "2026-01-00T12:00:00Z",
                "2026-04-31T12:00:00Z",
                "2026-02-29T12:00:00Z",
                "1900-02-29T12:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:60:00Z",
                "2026-01-31T12:00:61Z",
                "2026-01-31T12:00:60Z",
                "2016-12-31T23:59:60+01:00",
                "9999-12-31T23:59:60Z",
                "9999-12-31T23:59:59-00:01",
                "0000-01-01T00:00:00+00:01",
                "-001-01-31T12:00:00Z",
                "+2026-01-31T12:00:00Z",
                "12026-01-31T12:00:00Z",
                "202a-01-31T12:00:00Z",
                "2026/01/31T12:00:00Z",
                "2026-01-31T12.00.00Z",
                "\u0662026-01-31T12:00:00Z"
            })
    void otherTextIsNotATime(String text) {
        assertThat(Rfc3339.parse(text)).isNull();
    }

    @Test
    void readingStaysWithinItsPart() {
        char[] text = "92026-01-31T12:00:00.5Z9".toCharArray();
        assertThat(Rfc3339.parse(text, 1, text.length - 2)).isEqualTo(Instant.parse("2026-01-31T12:00:00.5Z"));
        assertThat(Rfc3339.parse(text, 1, text.length - 3)).isNull();
    }

    @Test
    void writingAppendsAndSaysWhereItEnded() {
        Instant longest = Instant.parse("2026-01-31T12:00:00.123456789Z");
        StringBuilder text = new StringBuilder("at ");
        Rfc3339.append(longest, text);
        assertThat(text).hasToString("at 2026-01-31T12:00:00.123456789Z");
        byte[] into = new byte[Rfc3339.MAX_LENGTH + 3];
        assertThat(Rfc3339.write(longest, into, 3)).isEqualTo(into.length);
        assertThat(Rfc3339.write(Instant.EPOCH, into, 3)).isEqualTo(23);
    }

    @Test
    void yearsThatFourDigitsCannotSayAreRefused() {
        for (String beyond : new String[] {"-0001-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z"}) {
            assertThatThrownBy(() -> Rfc3339.format(Instant.parse(beyond)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(beyond);
        }
    }
}

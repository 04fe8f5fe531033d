package io.jobview.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowTimeTest {

    private final RowTime rowTime = new RowTime();

    @ParameterizedTest
    @CsvSource({
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.900Z, 1969-12-31T23:59:59.9Z",
        "2024-02-29T12:34:56.000000001Z, 2024-02-29T12:34:56.000000001Z",
        "2024-05-01T00:00:00.120Z, 2024-05-01T00:00:00.12Z",
        "2024-05-01T00:00:00.001Z, 2024-05-01T00:00:00.001Z",
        "2024-05-01T00:00:00.000100Z, 2024-05-01T00:00:00.0001Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
    })
    void theFractionHasNoTrailingZeros(String time, String expected) {
        assertThat(write(Instant.parse(time))).isEqualTo(expected);
    }

    /** Each range is one turn of the calendar, which repeats after 400 years, at an end or around the epoch. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1800, 9600})
    void everyDayIsRight(int firstYear) {
        LocalDate end = LocalDate.of(firstYear + 400, 1, 1);
        for (LocalDate day = LocalDate.of(firstYear, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            assertThat(write(day.atStartOfDay().toInstant(ZoneOffset.UTC))).isEqualTo(day + "T00:00:00Z");
        }
    }

    @Test
    void anyTimeReadsBackAsItself() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            int nanos = random.nextInt(1_000_000_000);
            int coarse = nanos - nanos % (int) Math.pow(10, random.nextInt(10));
            Instant time = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L), coarse);
            String written = write(time);
            assertThat(Instant.parse(written)).as("seed %s, case %s", seed, i).isEqualTo(time);
            assertThat(written).as("seed %s, case %s", seed, i).doesNotContainPattern("\\.\\d*0Z|\\.Z");
        }
    }

    private String write(Instant time) {
        byte[] out = new byte[2 + RowTime.LONGEST];
        int end = rowTime.write(time.getEpochSecond(), time.getNano(), out, 2);
        return new String(out, 2, end - 2, StandardCharsets.US_ASCII);
    }
}

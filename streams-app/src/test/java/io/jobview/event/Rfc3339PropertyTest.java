package io.jobview.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hand-written reader and writer against {@code java.time}, over the whole range. */
class Rfc3339PropertyTest {
    private static final long SEED = 3339;
    private static final int ROUNDS = 20_000;
    private static final Pattern SHORTEST = Pattern.compile("[^.]{19}(\\.\\d{0,8}[1-9])?Z");

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void everyInstantComesBackAsWrittenAndJavaTimeReadsItToo() {
        for (int i = 0; i < ROUNDS; i++) {
            Instant instant =
                    Instant.ofEpochSecond(random.nextLong(Rfc3339.MIN_SECOND, Rfc3339.MAX_SECOND + 1), nanos());
            String text = Rfc3339.format(instant);
            if (!instant.equals(Rfc3339.parse(text))
                    || !instant.equals(OffsetDateTime.parse(text).toInstant())
                    || !SHORTEST.matcher(text).matches()) {
                fail("seed %d: %s is written as %s and read as %s", SEED, instant, text, Rfc3339.parse(text));
            }
        }
    }

    @Test
    void everyDayOfTheRangeIsWrittenAsJavaTimeWritesIt() {
        for (long second = Rfc3339.MIN_SECOND; second <= Rfc3339.MAX_SECOND; second += 86_400) {
            Instant midnight = Instant.ofEpochSecond(second);
            if (!Rfc3339.format(midnight).equals(midnight.toString())) {
                fail("%s is written as %s", midnight, Rfc3339.format(midnight));
            }
        }
    }

    /** Parts run a little past their bounds, so about half of the texts are no times, by both or by neither. */
    @Test
    void agreesWithOffsetDateTimeOnWhatIsATime() {
        int times = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String text = "%04d-%02d-%02dT%02d:%02d:%02d%s%s"
                    .formatted(
                            random.nextInt(10_000),
                            random.nextInt(1, 14),
                            random.nextInt(1, 33),
                            random.nextInt(25),
                            random.nextInt(61),
                            random.nextInt(60),
                            fraction(),
                            offset());
            Instant expected = byJavaTime(text);
            times += expected == null ? 0 : 1;
            if (!Objects.equals(Rfc3339.parse(text), expected)) {
                fail("seed %d: %s is read as %s, by java.time as %s", SEED, text, Rfc3339.parse(text), expected);
            }
        }
        assertThat(times).isBetween(ROUNDS / 4, ROUNDS - ROUNDS / 10);
    }

    private static @Nullable Instant byJavaTime(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            long second = instant.getEpochSecond();
            return second < Rfc3339.MIN_SECOND || second > Rfc3339.MAX_SECOND ? null : instant;
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private int nanos() {
        int kind = random.nextInt(4);
        int unit = kind == 0 ? 1_000_000_000 : kind == 1 ? 1_000_000 : kind == 2 ? 1_000 : 1;
        return random.nextInt(1_000_000_000) / unit * unit % 1_000_000_000;
    }

    private String fraction() {
        int digits = random.nextInt(10);
        return digits == 0
                ? ""
                : "." + "%09d".formatted(random.nextInt(1_000_000_000)).substring(0, digits);
    }

    /** Within 18 hours, which is as far as {@code java.time} goes. */
    private String offset() {
        return random.nextInt(3) == 0
                ? "Z"
                : "%s%02d:%02d".formatted(random.nextBoolean() ? "+" : "-", random.nextInt(18), random.nextInt(60));
    }
}

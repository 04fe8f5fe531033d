package io.jobview.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The digits-only reader against {@link BigDecimal}. */
class WholeNumberTest {
    private static final long SEED = 8259;
    private static final int ROUNDS = 100_000;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void agreesWithBigDecimalOnWhichNumbersAreIntegersInRange() {
        int integers = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String text = number();
            long expected = byBigDecimal(text);
            long read = WholeNumber.parse(text.toCharArray(), 0, text.length());
            integers += expected > 0 ? 1 : 0;
            if (read != expected) {
                fail("seed %d: %s is read as %d, by BigDecimal as %d", SEED, text, read, expected);
            }
        }
        assertThat(integers).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    private static long byBigDecimal(String text) {
        try {
            long value = new BigDecimal(text).longValueExact();
            return value < 1 ? -1 : value;
        } catch (ArithmeticException notALong) {
            return -1;
        }
    }

    /** Near the edges on purpose: many zeros, about nineteen digits, exponents that just cancel the fraction. */
    private String number() {
        String whole = random.nextInt(4) == 0 ? "0" : random.nextInt(1, 10) + digits(random.nextInt(20));
        String fraction = random.nextBoolean() ? "" : "." + digits(random.nextInt(1, 5));
        String exponent = random.nextBoolean() ? "" : "e" + sign() + random.nextInt(25);
        return (random.nextInt(8) == 0 ? "-" : "") + whole + fraction + exponent;
    }

    private String sign() {
        return switch (random.nextInt(4)) {
            case 0 -> "-";
            case 1 -> "";
            default -> "+";
        };
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(3) == 0 ? random.nextInt(10) : 0);
        }
        return digits.toString();
    }
}

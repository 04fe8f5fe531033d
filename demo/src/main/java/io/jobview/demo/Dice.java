package io.jobview.demo;

import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Seeded chance, the same on every JDK: its distributions are built on uniform draws and StrictMath alone. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return random.nextDouble();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** The wait for the next of independent things that come {@code perSecond} times a second on average. */
    Duration waitAt(double perSecond) {
        return millis(-1000 / perSecond * StrictMath.log(1 - random.nextDouble()));
    }

    /** Log-normal: half of the draws are below the median, two thirds within a factor of e^{@code sigma} of it. */
    Duration around(Duration median, double sigma) {
        double gaussian = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
                * StrictMath.cos(2 * StrictMath.PI * random.nextDouble()); // Box and Muller
        return millis(median.toMillis() * StrictMath.exp(sigma * gaussian));
    }

    /** Twelve hex digits, as container engines abbreviate their ids. */
    String containerId() {
        return HexFormat.of().toHexDigits(random.nextLong(), 12);
    }

    // Never zero, so that the steps of one job have an order.
    private static Duration millis(double millis) {
        return Duration.ofMillis(Math.max(1, (long) millis));
    }
}

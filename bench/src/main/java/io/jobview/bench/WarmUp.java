package io.jobview.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Runs the sides of a comparison until none gets faster. The compiler of this JVM needs ten seconds and more under load, and a
 * side that is measured before is measured mostly interpreted.
 */
final class WarmUp {

    /** So many rounds must bring no more than {@link #GAIN}; the compiler's last steps come in bursts. */
    private static final int FLAT_ROUNDS = 3;

    private static final double GAIN = 1.03;

    private WarmUp() {}

    /**
     * At least once each, so that what a side sets up when first used is not measured.
     *
     * @param most ends it even while the sides still get faster
     * @param sides each runs a slice and tells its throughput
     */
    @SafeVarargs
    static void run(Duration most, Callable<Double>... sides) throws Exception {
        long start = System.nanoTime();
        double[] best = new double[sides.length];
        int flat = 0;
        do {
            flat++;
            for (int side = 0; side < sides.length; side++) {
                double now = sides[side].call();
                flat = now > best[side] * GAIN ? 0 : flat;
                best[side] = Math.max(best[side], now);
            }
        } while (flat < FLAT_ROUNDS && System.nanoTime() - start < most.toNanos());
        if (Arrays.stream(best).anyMatch(rate -> rate <= 0)) {
            throw new IllegalStateException("a side of the comparison did nothing");
        }
    }
}

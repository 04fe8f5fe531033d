package io.jobview.bench.history;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Zipf's law with exponent 1 over ranks 0 to n-1: the r-th is drawn 1/(r+1) as often as the first. Immutable. */
public final class Zipf {

    private final double[] upTo;

    public Zipf(int n) {
        upTo = new double[n];
        double sum = 0;
        for (int rank = 0; rank < n; rank++) {
            sum += 1.0 / (rank + 1);
            upTo[rank] = sum;
        }
    }

    public int draw(SplittableRandom random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, upTo.length - 1);
    }
}

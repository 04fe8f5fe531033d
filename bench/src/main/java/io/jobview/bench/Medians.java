package io.jobview.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle of several measurements: one slice that a neighbour disturbed does not move it. */
final class Medians {

    private Medians() {}

    static <T> double of(List<T> measured, ToDoubleFunction<T> figure) {
        double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

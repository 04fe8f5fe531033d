package io.jobview.bench;

import java.util.List;
import java.util.stream.IntStream;

/** The middle of several measurements: one slice that a neighbour disturbed does not move it. */
final class Medians {

    private Medians() {}

    static double of(List<Double> measured) {
        List<Double> sorted = measured.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The median of the ratios of what was measured in turns. */
    static double ofRatios(List<Double> ours, List<Double> peers) {
        if (ours.size() != peers.size()) {
            throw new IllegalArgumentException("not pairs: " + ours.size() + " and " + peers.size());
        }
        return of(IntStream.range(0, ours.size())
                .mapToObj(pair -> ours.get(pair) / peers.get(pair))
                .toList());
    }
}

package io.jobview.bench;

import io.jobview.bench.load.LoadClient;
import io.jobview.bench.load.LoadResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two servers loaded in turns, ABBA, so that a drift of the machine meets both alike. */
record PairedLoad(Side ours, Side peer) {

    /**
     * One server's slices.
     *
     * @param cpuNanos CPU time of the server's HTTP threads for each answer, over all slices
     */
    record Side(List<LoadResult> slices, double cpuNanos) {

        double perSecond() {
            return Medians.of(slices, LoadResult::perSecond);
        }

        /** Microseconds; the median of the slices' percentiles. */
        double latencyMicros(double percentile) {
            return Medians.of(slices, slice -> slice.latency().getValueAtPercentile(percentile) / 1000.0);
        }

        double clientCpuShare() {
            return Medians.of(slices, LoadResult::clientCpuShare);
        }
    }

    /** A server under load and how its threads are called. */
    record Target(LoadClient client, String threads) {}

    private static final int WARM_UP_SLICES = 2;

    static PairedLoad run(Target ours, Target peer, int pairs, Duration slice) throws IOException {
        for (int i = 0; i < WARM_UP_SLICES; i++) {
            ours.client().run(slice);
            peer.client().run(slice);
        }
        List<LoadResult> oursSlices = new ArrayList<>();
        List<LoadResult> peerSlices = new ArrayList<>();
        long oursCpu = ThreadCpu.nanosOf(ours.threads());
        long peerCpu = ThreadCpu.nanosOf(peer.threads());
        for (int pair = 0; pair < pairs; pair++) {
            if (pair % 2 == 0) {
                oursSlices.add(ours.client().run(slice));
                peerSlices.add(peer.client().run(slice));
            } else {
                peerSlices.add(peer.client().run(slice));
                oursSlices.add(ours.client().run(slice));
            }
        }
        return new PairedLoad(
                new Side(oursSlices, (double) (ThreadCpu.nanosOf(ours.threads()) - oursCpu) / answers(oursSlices)),
                new Side(peerSlices, (double) (ThreadCpu.nanosOf(peer.threads()) - peerCpu) / answers(peerSlices)));
    }

    double ratio() {
        return ours.perSecond() / peer.perSecond();
    }

    private static long answers(List<LoadResult> slices) {
        return Math.max(1, slices.stream().mapToLong(LoadResult::answers).sum());
    }
}

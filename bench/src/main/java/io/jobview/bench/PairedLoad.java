package io.jobview.bench;

import io.jobview.bench.load.LoadClient;
import io.jobview.bench.load.LoadResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two servers, or two kinds of requests, loaded in turns, ABBA, so that a drift of the machine meets both alike. */
record PairedLoad(List<Slice> ours, List<Slice> peer) {

    /** @param cpuNanos CPU time of the server's HTTP threads for each answer */
    record Slice(LoadResult load, double cpuNanos) {}

    /** A server under load and how its threads are called. */
    record Target(LoadClient client, String threads) {

        Slice run(BenchOptions options) throws IOException {
            long cpu = ThreadCpu.nanosOf(threads);
            LoadResult load = client.run(options.slice());
            return new Slice(load, (double) (ThreadCpu.nanosOf(threads) - cpu) / Math.max(1, load.answers()));
        }
    }

    static PairedLoad run(Target ours, Target peer, BenchOptions options) throws Exception {
        WarmUp.run(
                options.warmUp(),
                () -> ours.run(options).load().perSecond(),
                () -> peer.run(options).load().perSecond());
        List<Slice> oursSlices = new ArrayList<>();
        List<Slice> peerSlices = new ArrayList<>();
        for (int pair = 0; pair < options.pairs(); pair++) {
            if (pair % 2 == 0) {
                oursSlices.add(ours.run(options));
                peerSlices.add(peer.run(options));
            } else {
                peerSlices.add(peer.run(options));
                oursSlices.add(ours.run(options));
            }
        }
        return new PairedLoad(oursSlices, peerSlices);
    }

    /** Ours over the peer's throughput: the median over the pairs. */
    double ratio() {
        return Medians.ofRatios(perSecond(ours), perSecond(peer));
    }

    double oursPerSecond() {
        return Medians.of(perSecond(ours));
    }

    double peerPerSecond() {
        return Medians.of(perSecond(peer));
    }

    /** Throughput, latency and cost of both sides, and the ratio as {@code oursName_vs_peerName}. */
    void addTo(Figures figures, String oursName, String peerName) {
        figures.add(oursName + "_per_s", oursPerSecond(), "answers/s");
        figures.add(oursName + "_p50_us", latencyMicros(50), "us");
        figures.add(oursName + "_p99_us", latencyMicros(99), "us");
        figures.add(oursName + "_http_cpu_us", cpuMicros(ours), "us of HTTP threads per answer");
        figures.add(oursName + "_client_cpu", clientCpu(), "cores of the load client");
        figures.add(oursName + "_" + peerName + "_per_s", peerPerSecond(), "answers/s");
        figures.add(oursName + "_" + peerName + "_http_cpu_us", cpuMicros(peer), "us of HTTP threads per answer");
        figures.add(oursName + "_vs_" + peerName, ratio(), "of its throughput");
    }

    private double latencyMicros(double percentile) {
        return Medians.of(ours.stream()
                .map(slice -> slice.load().latencyMicros(percentile))
                .toList());
    }

    private double clientCpu() {
        return Medians.of(
                ours.stream().map(slice -> slice.load().clientCpuShare()).toList());
    }

    private static double cpuMicros(List<Slice> slices) {
        return Medians.of(slices.stream().map(slice -> slice.cpuNanos() / 1000).toList());
    }

    private static List<Double> perSecond(List<Slice> slices) {
        return slices.stream().map(slice -> slice.load().perSecond()).toList();
    }
}

package io.jobview.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What one slice of load came to.
 *
 * @param latency nanoseconds from request to whole answer
 * @param clientCpuNanos CPU time of the load client itself; near {@code nanos} it was the bottleneck
 */
public record LoadResult(long answers, long nanos, Histogram latency, long clientCpuNanos) {

    private static final long MOST_LATENCY_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    static Histogram histogram() {
        return new Histogram(MOST_LATENCY_NANOS, DIGITS);
    }

    static void record(long nanos, Histogram latency) {
        latency.recordValue(Math.max(0, Math.min(nanos, MOST_LATENCY_NANOS)));
    }

    public double perSecond() {
        return answers * 1e9 / nanos;
    }

    public double clientCpuShare() {
        return (double) clientCpuNanos / nanos;
    }

    public double latencyMicros(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }
}

package io.jobview.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What one slice of load came to.
 *
 * @param latency nanoseconds from request to whole answer
 * @param clientCpuNanos CPU time of the load client itself; near {@code nanos} it was the bottleneck
 */
public record LoadResult(long answers, long nanos, Histogram latency, long clientCpuNanos) {

    public double perSecond() {
        return answers * 1e9 / nanos;
    }

    public double clientCpuShare() {
        return (double) clientCpuNanos / nanos;
    }
}

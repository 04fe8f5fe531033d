package io.jobview.query;

/**
 * How much a view, or a part of it, holds. Equal views have equal totals.
 *
 * @param workflows workflows that have jobs
 * @param jobs jobs of all workflows
 * @param digest sum over all rows
 */
public record Totals(long workflows, long jobs, Digest digest) {

    public static final Totals NONE = new Totals(0, 0, Digest.ZERO);

    public Totals plus(Totals other) {
        return new Totals(workflows + other.workflows, jobs + other.jobs, digest.plus(other.digest));
    }
}

package io.jobview.history;

/**
 * Records that were deleted before the view had read them.
 *
 * @param partition of the events topic
 * @param from the first offset that is missing
 * @param to the offset behind the last one
 */
public record MissingEvents(int partition, long from, long to) {

    @Override
    public String toString() {
        return partition + "@" + from + ".." + (to - 1);
    }
}

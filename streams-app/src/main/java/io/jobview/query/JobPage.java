package io.jobview.query;

import org.jspecify.annotations.Nullable;

/**
 * One page as read from the store at one moment.
 *
 * @param body the rows, ready to stand between brackets
 * @param count how many rows there are
 * @param digest of all rows of the workflow, at that moment
 * @param next the place of the last row when more rows follow it; null on the last page
 */
public record JobPage(
        PageRows body, int count, Digest digest, @Nullable RowPosition next) {

    /** A page of these rows, JSON objects joined by commas. */
    public JobPage(byte[] rows, int count, Digest digest, @Nullable RowPosition next) {
        this(PageRows.of(rows), count, digest, next);
    }

    /** The rows alone: JSON objects in UTF-8, joined by commas. */
    public byte[] rows() {
        return body.toBytes();
    }
}

package io.jobview.query;

import org.jspecify.annotations.Nullable;

/**
 * One page as read from the store at one moment.
 *
 * @param rows the rows' JSON objects in UTF-8, joined by commas, ready to stand between brackets; not to be changed
 * @param count how many rows there are
 * @param digest of all rows of the workflow, at the moment that the page is from
 * @param next the place of the last row when more rows follow it; null on the last page
 */
@SuppressWarnings("ArrayRecordComponent") // the page is handed over once, never compared
public record JobPage(
        byte[] rows, int count, Digest digest, @Nullable RowPosition next) {}
